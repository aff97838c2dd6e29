import type { ImportStyle } from "../../../src/config/config.js";

/** A tsconfig that generated code has to pass, and how it imports there. */
interface MatrixEntry {
  readonly name: string;
  readonly style: ImportStyle;
  readonly compilerOptions: Readonly<Record<string, unknown>>;
}

const shared = {
  target: "es2022",
  lib: ["es2023", "esnext.disposable"],
  types: ["node"],
  jsx: "react-jsx",
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};
const nodenext = { ...shared, module: "nodenext" };
const bundler = { ...shared, module: "esnext", moduleResolution: "bundler" };

const strictest = {
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUncheckedSideEffectImports: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
};

/** The tsconfigs of projects of every kind. */
export const matrix: readonly MatrixEntry[] = [
  { name: "nodenext", style: "js", compilerOptions: nodenext },
  { name: "bundler", style: "none", compilerOptions: bundler },
  {
    // As Vite's own template has it.
    name: "vite",
    style: "ts",
    compilerOptions: {
      ...bundler,
      target: "es2023",
      moduleDetection: "force",
      allowImportingTsExtensions: true,
      verbatimModuleSyntax: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      erasableSyntaxOnly: true,
      noFallthroughCasesInSwitch: true,
      noUncheckedSideEffectImports: true,
    },
  },
  {
    name: "rewritten",
    style: "ts",
    compilerOptions: {
      ...nodenext,
      noEmit: false,
      rootDir: ".",
      outDir: "out",
      rewriteRelativeImportExtensions: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
    },
  },
  {
    name: "legacy",
    style: "js",
    compilerOptions: {
      ...nodenext,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      useDefineForClassFields: false,
    },
  },
  {
    name: "strictest",
    style: "js",
    compilerOptions: { ...nodenext, ...strictest, skipLibCheck: false },
  },
  {
    name: "declarations",
    style: "none",
    compilerOptions: {
      ...bundler,
      noEmit: false,
      emitDeclarationOnly: true,
      outDir: "types",
      declaration: true,
      isolatedDeclarations: true,
    },
  },
  {
    name: "loose",
    style: "none",
    compilerOptions: {
      ...shared,
      module: "preserve",
      strict: false,
      strictNullChecks: true,
      useUnknownInCatchVariables: false,
    },
  },
];

const extensions: Readonly<Record<ImportStyle, string>> = { js: ".js", ts: ".ts", none: "" };

/** A program that calls agents of the gallery and says how the calls ended. */
export function galleryProgram(style: ImportStyle): string {
  return `import { chat, clashOutput, event, everything, legacy, native, outline, sortTicket, story, view, weather, type StoryOutput, type StoryPartial } from "./generated-${style}/index${extensions[style]}";

const execution = story({ topic: "AI" });
let text = "";
for await (const chunk of execution) text += chunk;
const partials: StoryPartial[] = [];
for await (const partial of execution.partials()) partials.push(partial);
const output: StoryOutput = await execution;
const when: Date = (await event()).at;
const { root } = await outline({ topics: [{ name: "a", below: [] }] });
root.sections[0]?.sections[0]?.heading.toUpperCase();
const all = [
  execution,
  chat(),
  clashOutput({ config: "" }),
  legacy(),
  native({ text: "a" }),
  sortTicket({ text: "a" }),
  view({ text: "a" }),
  weather({ question: "a" }),
  everything({
    text: "a",
    anything: null,
    size: "small",
    mixed: 1,
    items: [{ name: "a", "sold out": false }],
    pair: ["a", 1],
    many: ["a"],
    email: "a@example.com",
    slug: "a",
    trimmed: " a",
  }),
];
const statuses: string[] = [];
for (const each of all) statuses.push((await each.record).status);
console.log(JSON.stringify([JSON.parse(text), output, partials.length > 0, when instanceof Date, statuses]));
// @ts-expect-error a param is missing
export const missing: unknown = () => story({});
// @ts-expect-error an unknown param
export const unknown: unknown = () => story({ topic: "AI", mood: "calm" });
// @ts-expect-error not one of the literals
export const other: unknown = () => story({ topic: "AI", tone: "wet" });
`;
}
