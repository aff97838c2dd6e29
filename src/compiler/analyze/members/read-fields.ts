import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { isInheritedName } from "../../../internal/inherited-names.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import type {
  CallableKind,
  FieldDeclaration,
  FieldFault,
} from "../declaration/callable-declaration.js";
import { hiddenBy } from "./hidden-by.js";
import { readDecorators } from "../decorators/read-decorators.js";
import { readDefault } from "./read-default.js";
import { readDoc } from "../syntax/read-doc.js";
import { readFieldType } from "../types/read-field-type.js";
import { readName } from "../syntax/read-name.js";

// Members of the class that it extends or of every class, and names that would make it look like a promise.
const unusable: Readonly<Record<CallableKind, ReadonlySet<string>>> = {
  agent: new Set([
    "prototype",
    "then",
    "user",
    "system",
    "assistant",
    "messages",
    "beforeStep",
    "agents",
  ]),
  network: new Set([
    "prototype",
    "then",
    "run",
    "agents",
    "all",
    "forward",
    "signal",
    "executionId",
  ]),
};

/**
 * Reads the decorated fields of a class and its ancestors, and those that a field of the same name
 * overrides. A field that is declared again keeps its position.
 * @param classes from the first ancestor to the class itself
 */
export function readFields(
  kind: CallableKind,
  classes: readonly ts.ClassLikeDeclaration[],
  sources: Sources,
): FieldDeclaration[] {
  const fields = new Map<string, FieldDeclaration>();
  const leaf = classes.at(-1);
  for (const node of classes) {
    for (const member of node.members) {
      if (!ts.isPropertyDeclaration(member)) {
        const misplaced = readMisplaced(member, sources);
        if (misplaced !== undefined) fields.set(misplaced.name, misplaced);
        continue;
      }
      const name = ts.isPrivateIdentifier(member.name) ? member.name.text : readName(member.name);
      const inherited = name === undefined ? undefined : fields.get(name);
      // A declaration file has no decorators, so all its fields may be params.
      const isSeen = node.getSourceFile().isDeclarationFile || ts.getDecorators(member);
      if (name === undefined || leaf === undefined || !(isSeen || inherited)) continue;
      fields.set(name, readField({ kind, name, member, leaf, inherited, sources }));
    }
  }
  return [...fields.values()];
}

const fieldDecorators: ReadonlySet<string> = new Set(["param", "context", "state"]);

/** A method or an accessor with `@param`, `@context` or `@state`, which are for fields. */
function readMisplaced(member: ts.ClassElement, sources: Sources): FieldDeclaration | undefined {
  const decorators = readDecorators(member, sources);
  const decorator = decorators.find(({ name }) => fieldDecorators.has(name));
  const name = member.name && readName(member.name);
  if (decorator === undefined || member.name === undefined || name === undefined) return undefined;
  const span = sources.spanOf(member.name);
  const what = ts.isMethodDeclaration(member) ? "a method" : "an accessor";
  return {
    name,
    span,
    decorated: decorator.name === "param",
    optional: false,
    paramSpan: decorator.span,
    faults: [{ kind: "not-a-field", what }],
    diagnostics: [],
    typeDiagnostics: [],
  };
}

interface FieldSyntax {
  readonly kind: CallableKind;
  readonly name: string;
  readonly member: ts.PropertyDeclaration;
  /** The agent's class, which declares or inherits `member`. */
  readonly leaf: ts.ClassLikeDeclaration;
  readonly inherited: FieldDeclaration | undefined;
  readonly sources: Sources;
}

function readField(syntax: FieldSyntax): FieldDeclaration {
  const { kind, name, member, leaf, inherited, sources } = syntax;
  const typeDiagnostics: Diagnostic[] = [];
  const diagnostics: Diagnostic[] = [];
  const span = sources.spanOf(member.name);
  const optional = member.questionToken !== undefined;
  const type = readFieldType(member, leaf, sources, typeDiagnostics);
  const decorator = readDecorators(member, sources).find((found) => found.name === "param");
  const [anyDecorator] = ts.getDecorators(member) ?? [];
  const description = readDoc(member) ?? inherited?.description;
  return {
    name,
    span,
    decorated: decorator !== undefined || inherited?.decorated === true,
    optional,
    ...(type !== undefined && { type }),
    ...readInitializer(name, member, inherited, sources, diagnostics),
    ...(description !== undefined && { description }),
    paramSpan:
      decorator?.span ??
      (anyDecorator ? sources.spanOf(anyDecorator) : (inherited?.paramSpan ?? span)),
    faults: findFaults(kind, name, member),
    diagnostics: [...typeDiagnostics, ...diagnostics],
    typeDiagnostics,
  };
}

function findFaults(
  kind: CallableKind,
  name: string,
  member: ts.PropertyDeclaration,
): FieldFault[] {
  const faults: FieldFault[] = [];
  const modifier = hiddenBy(member);
  if (modifier !== undefined) faults.push({ kind: "not-public", modifier });
  if (unusable[kind].has(name) || !isUsable(name)) faults.push({ kind: "invalid-name" });
  if (ts.isAutoAccessorPropertyDeclaration(member)) {
    faults.push({ kind: "not-a-field", what: "an accessor" });
  }
  return faults;
}

function readInitializer(
  name: string,
  member: ts.PropertyDeclaration,
  inherited: FieldDeclaration | undefined,
  sources: Sources,
  diagnostics: Diagnostic[],
): Pick<FieldDeclaration, "initializer" | "default"> {
  const isDeclare = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
  if (isDeclare && inherited !== undefined) {
    // `declare topic: "a" | "b"` gives a type and leaves the value that the parent class sets.
    return {
      ...(inherited.initializer !== undefined && { initializer: inherited.initializer }),
      ...(inherited.default !== undefined && { default: inherited.default }),
    };
  }
  if (member.initializer === undefined) return {};
  const value = readDefault(name, member.initializer, sources, diagnostics);
  const initializer = sources.spanOf(member.initializer);
  return { initializer, ...(value !== undefined && { default: value }) };
}

/** An index (`1`) is a different key in a type than in JSON, and JavaScript puts it before all others. */
function isUsable(name: string): boolean {
  return !isInheritedName(name) && !/^\d+$/.test(name);
}
