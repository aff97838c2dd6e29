import { field, type DiagnosticCase } from "./catalogue-tests.js";

const modules: readonly DiagnosticCase[] = [
  {
    mistake: "a syntax error",
    module: field("  @param() value = ;"),
    expected: [["source/syntax", ";"]],
  },
  {
    mistake: "brackets that nobody can follow",
    module: field("", `export const deep = ${"[".repeat(20_000)}${"]".repeat(20_000)};`),
    expected: [["source/unreadable", ""]],
  },
  {
    mistake: "an import of nothing",
    module: field("", 'import "./missing.js";'),
    expected: [["source/load-failed", '"./missing.js"']],
  },
  {
    mistake: "a module that throws",
    module: field("", 'throw new TypeError("no luck");'),
    expected: [["source/load-failed"]],
  },
  {
    mistake: "an import from the output folder",
    module: field(
      "",
      'import type { Other } from "../generated/index.js";\nexport type { Other };',
    ),
    expected: [["source/imports-output", '"../generated/index.js"']],
  },
];

const key = "Ab3dEf6hIj9kLmN0pQr5";
const stars = (prefix: string) => prefix + "*".repeat(key.length);

const secrets: readonly DiagnosticCase[] = [
  {
    mistake: "keys in strings and comments, without showing them",
    module: field("", `// sk-ant-${key}\nexport const x = "sk-${key}";`),
    expected: [
      ["source/secret", stars("sk-ant-")],
      ["source/secret", stars("sk-")],
    ],
  },
  {
    mistake: "a key that is given as one, whatever it looks like",
    module: field("", `export const settings = { apiKey: () => process.env.KEY ?? "${key}a7Bc" };`),
    expected: [["source/secret", "*".repeat(key.length + 4)]],
  },
];

/** Mistakes that a module makes by itself. */
export const projectCases: readonly DiagnosticCase[] = [...modules, ...secrets];
