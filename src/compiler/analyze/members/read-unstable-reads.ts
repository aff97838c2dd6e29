import { moduleScopeOf } from "../../source/module-scope.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import type { UnstableRead } from "../declaration/agent-declaration.js";
import { membersInForce } from "./in-force.js";
import { readName } from "../syntax/read-name.js";

const promptMethods = ["user", "system", "assistant", "messages"] as const;

// By the name of a global, or of an export of a Node module.
const unstableCalls: ReadonlySet<string> = new Set([
  "Date",
  "Date.now",
  "Math.random",
  "performance.now",
  "crypto.randomUUID",
  "crypto.getRandomValues",
  "process.hrtime",
  "process.hrtime.bigint",
]);

const unstableImports: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["crypto", new Set(["randomUUID", "randomBytes", "randomInt", "getRandomValues"])],
  ["perf_hooks", new Set(["performance.now"])],
]);

/**
 * Finds where the prompt methods of an agent read the clock or randomness. Does not follow their calls.
 * Only the last override of a method counts, unless it calls the others.
 */
export function readUnstableReads(
  classes: readonly ts.ClassLikeDeclaration[],
  sources: Sources,
): readonly UnstableRead[] {
  const members = membersInForce(classes);
  return promptMethods.flatMap((method) =>
    members
      .filter(({ name }) => name && !ts.isPrivateIdentifier(name) && readName(name) === method)
      .flatMap(findReads)
      .map(({ node, what }) => ({ method, what, span: sources.spanOf(node) })),
  );
}

interface Read {
  readonly node: ts.Node;
  readonly what: string;
}

function findReads(node: ts.Node): readonly Read[] {
  const what = describe(node);
  if (what !== undefined) return [{ node, what }];
  const found: Read[] = [];
  ts.forEachChild(node, (child) => void found.push(...findReads(child)));
  return found;
}

function describe(node: ts.Node): string | undefined {
  const isNew = ts.isNewExpression(node);
  if (!isNew && !ts.isCallExpression(node)) return undefined;
  const name = dottedName(node.expression);
  if (name === undefined) return undefined;
  if (isNew) {
    const isNow = (node.arguments ?? []).length === 0;
    return isNow && globalName(name, node) === "Date" ? "new Date()" : undefined;
  }
  return isUnstable(name, node) ? `${name}()` : undefined;
}

function isUnstable(name: string, node: ts.Node): boolean {
  const global = globalName(name, node);
  if (global !== undefined) return unstableCalls.has(global);
  const [first = "", ...rest] = name.split(".");
  const imported = moduleScopeOf(node.getSourceFile()).imports.get(first);
  const unstable = unstableImports.get(imported?.specifier.replace(/^node:/, "") ?? "");
  // `import crypto from "node:crypto"` and `import * as crypto` import the whole module.
  const isWhole = imported?.name === "*" || imported?.name === "default";
  const path = imported === undefined || isWhole ? rest : [imported.name, ...rest];
  return unstable?.has(path.join(".")) ?? false;
}

/** The name of a global, without `globalThis`; `undefined` if the module declares its own. */
function globalName(name: string, node: ts.Node): string | undefined {
  const [first = "", ...rest] = name.split(".");
  const { imports, declarations } = moduleScopeOf(node.getSourceFile());
  if (imports.has(first) || declarations.has(first)) return undefined;
  return first === "globalThis" ? rest.join(".") : name;
}

/** `a`, `a.b` and `a.b.c` as they are written. */
function dottedName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const left = dottedName(node.expression);
  return left === undefined ? undefined : `${left}.${node.name.text}`;
}
