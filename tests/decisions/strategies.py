"""Decision models by chance: any shape that the model values allow."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from yijian.core.decisions import boxed, model

texts = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=[chr(i) for i in range(32) if i not in (9, 10, 13)] + ["\ufffe", "\uffff"],
    ),
    max_size=12,
)
words = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=6)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
types = st.sampled_from([None, "number", "string", "tPerson", "other.tPerson"])
maybe_texts = st.none() | texts
identities = st.none() | words
shared: dict[str, Any] = {
    "type_ref": types,
    "id": identities,
    "label": maybe_texts,
    "description": maybe_texts,
}
items = st.builds(
    boxed.InformationItem,
    name=names,
    type_ref=types,
    id=identities,
    label=maybe_texts,
    description=maybe_texts,
)
literals = st.builds(boxed.LiteralExpression, text=texts, language=st.none(), **shared)
input_clauses = st.builds(
    boxed.InputClause, expression=literals, values=maybe_texts, id=identities, label=maybe_texts
)
output_clauses = st.builds(
    boxed.OutputClause,
    name=st.none() | names,
    type_ref=types,
    values=maybe_texts,
    default=st.none() | literals,
    id=identities,
    label=maybe_texts,
)


@st.composite
def tables(draw: st.DrawFn) -> boxed.DecisionTable:
    """A table whose rules have as many cells as it has columns."""
    inputs = draw(st.lists(input_clauses, max_size=2))
    outputs = draw(st.lists(output_clauses, min_size=1, max_size=2))
    rule = st.builds(
        boxed.Rule,
        inputs=st.tuples(*[texts] * len(inputs)),
        outputs=st.tuples(*[literals] * len(outputs)),
        annotations=st.lists(texts, max_size=1).map(tuple),
        id=identities,
        description=maybe_texts,
    )
    return draw(
        st.builds(
            boxed.DecisionTable,
            inputs=st.just(tuple(inputs)),
            outputs=st.just(tuple(outputs)),
            rules=st.lists(rule, max_size=2).map(tuple),
            hit_policy=st.sampled_from(["UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER", "COLLECT"]),
            aggregation=st.sampled_from([None, "SUM", "COUNT"]),
            annotations=st.lists(texts, max_size=1).map(tuple),
            output_label=maybe_texts,
            orientation=st.sampled_from([None, "Rule-as-Row"]),
            **shared,
        )
    )


def _deeper(inner: st.SearchStrategy[boxed.Boxed]) -> st.SearchStrategy[boxed.Boxed]:
    entries = st.builds(boxed.ContextEntry, value=inner, variable=st.none() | items, id=identities)
    return st.one_of(
        st.builds(boxed.BoxedContext, entries=st.lists(entries, max_size=2).map(tuple), **shared),
        st.builds(boxed.BoxedList, items=st.lists(inner, max_size=2).map(tuple), **shared),
        st.builds(
            boxed.Relation,
            columns=st.tuples(items),
            rows=st.lists(st.tuples(inner), max_size=2).map(tuple),
            **shared,
        ),
        st.builds(
            boxed.FunctionDefinition,
            kind=st.sampled_from(["FEEL", "Java", "PMML"]),
            parameters=st.lists(items, max_size=2).map(tuple),
            body=st.none() | inner,
            **shared,
        ),
        st.builds(
            boxed.Invocation,
            function=inner,
            bindings=st.lists(
                st.builds(boxed.Binding, parameter=items, value=st.none() | inner), max_size=2
            ).map(tuple),
            **shared,
        ),
        st.builds(boxed.Conditional, condition=inner, then=inner, otherwise=inner, **shared),
        st.builds(boxed.BoxedFilter, source=inner, match=inner, **shared),
        st.builds(
            boxed.Iteration,
            kind=st.sampled_from(["for", "every", "some"]),
            variable=st.builds(boxed.InformationItem, name=names, type_ref=types),
            domain=inner,
            result=inner,
            **shared,
        ),
    )


expressions: st.SearchStrategy[boxed.Boxed] = st.recursive(literals | tables(), _deeper, max_leaves=4)

element: dict[str, Any] = {"name": names, "id": identities, "label": maybe_texts, "description": maybe_texts}
hrefs = words.map(lambda word: f"#{word}")
knowledge = st.lists(st.builds(model.KnowledgeRequirement, knowledge=hrefs, id=identities), max_size=1).map(
    tuple
)
authorities = st.lists(st.builds(model.AuthorityRequirement, authority=hrefs, id=identities), max_size=1).map(
    tuple
)
information = st.builds(model.InformationRequirement, decision=hrefs, id=identities) | st.builds(
    model.InformationRequirement, input=hrefs, id=identities
)


def _item_definitions(
    inner: st.SearchStrategy[model.ItemDefinition],
) -> st.SearchStrategy[model.ItemDefinition]:
    return st.builds(
        model.ItemDefinition,
        components=st.lists(inner, min_size=1, max_size=2).map(tuple),
        is_collection=st.booleans(),
        type_constraint=maybe_texts,
        **element,
    )


item_definitions = st.recursive(
    st.builds(
        model.ItemDefinition,
        type_ref=types,
        is_collection=st.booleans(),
        allowed_values=maybe_texts,
        function=st.none()
        | st.builds(model.FunctionItem, parameters=st.lists(items, max_size=1).map(tuple), output_type=types),
        **element,
    ),
    _item_definitions,
    max_leaves=3,
)
few_hrefs = st.lists(hrefs, max_size=2).map(tuple)

definitions = st.builds(
    model.Definitions,
    namespace=words,
    version=st.sampled_from(["1.3", "1.4", "1.5"]),
    expression_language=maybe_texts,
    exporter=maybe_texts,
    imports=st.lists(
        st.builds(model.Import, namespace=words, import_type=words, location=maybe_texts, **element),
        max_size=1,
    ).map(tuple),
    item_definitions=st.lists(item_definitions, max_size=2).map(tuple),
    input_data=st.lists(st.builds(model.InputData, variable=items, **element), max_size=2).map(tuple),
    decisions=st.lists(
        st.builds(
            model.Decision,
            variable=items,
            expression=st.none() | expressions,
            information=st.lists(information, max_size=2).map(tuple),
            knowledge=knowledge,
            authorities=authorities,
            question=maybe_texts,
            allowed_answers=maybe_texts,
            **element,
        ),
        max_size=2,
    ).map(tuple),
    knowledge_models=st.lists(
        st.builds(
            model.BusinessKnowledgeModel,
            variable=items,
            logic=st.none()
            | st.builds(
                boxed.FunctionDefinition, parameters=st.lists(items, max_size=1).map(tuple), body=literals
            ),
            knowledge=knowledge,
            authorities=authorities,
            **element,
        ),
        max_size=1,
    ).map(tuple),
    services=st.lists(
        st.builds(
            model.DecisionService,
            variable=items,
            output_decisions=few_hrefs,
            encapsulated_decisions=few_hrefs,
            input_decisions=few_hrefs,
            input_data=few_hrefs,
            **element,
        ),
        max_size=1,
    ).map(tuple),
    knowledge_sources=st.lists(
        st.builds(
            model.KnowledgeSource,
            type=maybe_texts,
            owner=st.none() | hrefs,
            location=maybe_texts,
            authorities=authorities,
            **element,
        ),
        max_size=1,
    ).map(tuple),
    **element,
)
"""Whole models, whose references may refer to nothing."""
