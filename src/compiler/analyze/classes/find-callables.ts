import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { packageName } from "../../source/find-origin.js";
import { moduleScopeOf } from "../../source/module-scope.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import { classDecorators } from "../declaration/callable-declaration.js";
import type { CallableSyntax } from "./callable-syntax.js";
import { baseOf, extendsBase, isBaseName, readClassChain } from "./class-chain.js";
import { readDecorators } from "../decorators/read-decorators.js";

/**
 * Finds the classes of agents and networks at the top of a module: exported, not abstract, extending `Agent` or
 * `Network`. An abstract class is only a base for others.
 */
export function findCallables(
  file: ts.SourceFile,
  sources: Sources,
  diagnostics: Diagnostic[],
): CallableSyntax[] {
  const found: CallableSyntax[] = [];
  for (const node of topLevelClasses(file)) {
    const chain = readClassChain(node, sources);
    if (isAbstract(node)) continue;
    const className = node.name?.text ?? "default";
    const span = sources.spanOf(node.name ?? keywordOf(node));
    if (chain.kind === "computed" && (isDecorated(node, sources) || extendsBase(node, sources))) {
      const base = chain.base.getText();
      const values = { className, base, remedy: remedyOf(chain.base, className) };
      diagnostics.push(report("agent/unreadable-base", sources.spanOf(chain.base), values));
    } else if (chain.kind === "other" && isDecorated(node, sources)) {
      const namesake = namesakeOf(node);
      const remedy = namesake
        ? `It extends another class named ${namesake}: import { ${namesake} } from "${packageName}".`
        : `Write "class ${className} extends Agent" (or Network), or remove the decorators.`;
      diagnostics.push(report("agent/not-an-agent", span, { className, remedy }));
    } else if (chain.kind === "agent" || chain.kind === "network") {
      const name = exportedNameOf(node);
      if (name !== undefined) found.push({ kind: chain.kind, node, name, classes: chain.classes });
      else if (node.name) diagnostics.push(report("agent/not-exported", span, { className }));
      else diagnostics.push(report("agent/unnamed", span, {}));
    }
  }
  return found;
}

function remedyOf(base: ts.Expression, className: string): string {
  if (!ts.isIdentifier(base)) {
    return `Name the base class: "class Base extends …", then "class ${className} extends Base".`;
  }
  return isBaseName(base.text)
    ? `Import it: import { ${base.text} } from "${packageName}".`
    : `Import ${base.text}, or declare it at the top of a module.`;
}

/** What a class extends if that is named as a class of this package, whatever it is there. */
function namesakeOf(node: ts.ClassLikeDeclaration): string | undefined {
  const base = baseOf(node);
  return base && ts.isIdentifier(base) && isBaseName(base.text) ? base.text : undefined;
}

/**
 * The classes at the top of a module, including those in variables, which may be reassigned: `const
 * StoryAgent = class extends Agent { … }`.
 */
export function topLevelClasses(file: ts.SourceFile): ts.ClassLikeDeclaration[] {
  return file.statements.flatMap((statement): ts.ClassLikeDeclaration[] => {
    if (ts.isClassDeclaration(statement)) return [statement];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ initializer }) =>
      initializer && ts.isClassExpression(initializer) ? [initializer] : [],
    );
  });
}

/** The keyword `class`, after decorators and modifiers. */
export function keywordOf(node: ts.ClassLikeDeclaration): ts.Node {
  return node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.ClassKeyword) ?? node;
}

/** The name that a class has in its module: its own, or that of the constant that holds it. */
export function declaredNameOf(node: ts.ClassLikeDeclaration): ts.Identifier | undefined {
  const name = ts.isVariableDeclaration(node.parent) ? node.parent.name : node.name;
  return name && ts.isIdentifier(name) ? name : undefined;
}

/** Whether a class is exported, under any name. */
export function isExported(node: ts.ClassLikeDeclaration): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return true;
  const declared = declaredNameOf(node);
  if (declared === undefined) return false;
  const exported = [...moduleScopeOf(node.getSourceFile()).exports.values()];
  return exported.some((entry) => entry.kind === "local" && entry.name === declared.text);
}

/** The name of a class, if it is declared and exported under the same name. */
function exportedNameOf(node: ts.ClassLikeDeclaration): ts.Identifier | undefined {
  if (!ts.isClassDeclaration(node) || node.name === undefined) return undefined;
  const exported = moduleScopeOf(node.getSourceFile()).exports.get(node.name.text);
  return exported?.kind === "local" && exported.name === node.name.text ? node.name : undefined;
}

/** Whether a class is abstract, so only a base for others. */
export function isAbstract(node: ts.ClassLikeDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) ?? false;
}

/** Whether a class has a class decorator of this package. */
export function isDecorated(node: ts.ClassLikeDeclaration, sources: Sources): boolean {
  return readDecorators(node, sources).some(({ name }) =>
    classDecorators.some((known) => known === name),
  );
}
