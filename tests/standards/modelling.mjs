// Reads BPMN files as editors do and prints, for each, the warnings of the reader: node modelling.mjs FILE...
import { readFile } from "node:fs/promises";
import { BpmnModdle } from "bpmn-moddle";

const found = {};
for (const path of process.argv.slice(2)) {
  try {
    const { warnings } = await new BpmnModdle().fromXML(await readFile(path, "utf8"));
    found[path] = warnings.map((warning) => warning.message);
  } catch (error) {
    found[path] = [error.message];
  }
}
console.log(JSON.stringify(found));
