import type { Span } from "../diagnostics/diagnostic.js";
import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";
import {
  classDecorators,
  type AgentDeclaration,
  type ClassDecoratorName,
} from "./agent-declaration.js";
import { readDecorators } from "./read-decorators.js";
import { readDoc } from "./read-doc.js";
import { readFields } from "./read-fields.js";
import { readMembersHeld } from "./read-members-held.js";
import { readReads } from "./read-reads.js";
import { readSchemaReference } from "./read-schema-reference.js";

/** A class that is an agent, under its name. */
export interface AgentSyntax {
  readonly node: ts.ClassLikeDeclaration;
  readonly name: ts.Identifier;
  /** From the first ancestor below `Agent` to the class itself. */
  readonly classes: readonly ts.ClassLikeDeclaration[];
}

/** Reads an agent class and what it inherits into plain data. */
export function analyzeAgent(
  { node, name, classes }: AgentSyntax,
  sources: Sources,
): AgentDeclaration {
  const file = node.getSourceFile();
  const decorators = new Map<ClassDecoratorName, Span>();
  for (const ancestor of classes) {
    for (const decorator of readDecorators(ancestor, sources)) {
      const known = classDecorators.find((candidate) => candidate === decorator.name);
      if (known !== undefined) decorators.set(known, decorator.span);
    }
  }
  const fields = readFields(classes, sources);
  const description = readDoc(node);
  return {
    className: name.text,
    module: file.fileName,
    file: sources.pathOf(file),
    span: sources.spanOf(name),
    ...(description !== undefined && { description }),
    decorators,
    fields,
    members: readMembersHeld(classes),
    reads: readReads(classes),
    hasUser: classes.some((ancestor) => ancestor.members.some(isConcreteUser)),
    schema: readSchemaReference(classes, name, sources),
  };
}

function isConcreteUser(member: ts.ClassElement): boolean {
  if (member.name === undefined || !ts.isIdentifier(member.name)) return false;
  const isAbstract =
    ts.canHaveModifiers(member) &&
    ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword);
  return member.name.text === "user" && !isAbstract;
}
