// Compiles the component library into its cascade layer: `npm ci && npm run build` (or `make install`).
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = new URL("./", import.meta.url);
const built = new URL("static/look/built/", here);
const root = new URL("../../../../", here);

const { css } = compile(fileURLToPath(new URL("library.scss", here)), {
  loadPaths: [fileURLToPath(new URL("node_modules/govuk-frontend/dist/govuk/", root))],
  quietDeps: true,
  style: "compressed",
});

// GOV.UK's typeface, crown and name are not ours to use; a request to any other host or file would break the policy.
for (const foreign of [/transport/i, /crown/i, /gov\.uk/i, /@font-face/i, /url\((?!data:)/i]) {
  if (foreign.test(css)) throw new Error(`govuk.css holds what must not be in it: ${foreign}`);
}

// `@charset` may only stand first in a file; sass writes a byte order mark instead when compressed. Neither is wanted
// inside a layer. The order of all layers is fixed here because this sheet is the first one that a page links.
const body = css.replace(/^\uFEFF/, "").replace(/^@charset "[^"]*";\s*/i, "");
await mkdir(built, { recursive: true });
await writeFile(
  new URL("govuk.css", built),
  `@layer govuk, tokens, base, parts, rooms, modes;\n@layer govuk{${body}}\n`,
);
