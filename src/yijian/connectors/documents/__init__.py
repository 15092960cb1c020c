"""Documents: kept by hash, inspected when uploaded, made when issued."""
