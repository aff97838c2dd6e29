import type { Span } from "../diagnostics/diagnostic.js";
import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";
import {
  classDecorators,
  type AgentDeclaration,
  type ClassDecoratorName,
} from "./declaration/agent-declaration.js";
import type { AgentSyntax } from "./classes/agent-syntax.js";
import { classIdOf } from "./classes/class-id.js";
import { readDecorators, readUncalled } from "./decorators/read-decorators.js";
import { findConstructorObstacle } from "./members/find-constructor-obstacle.js";
import { readDoc } from "./syntax/read-doc.js";
import { readFields } from "./members/read-fields.js";
import { readMembersHeld } from "./members/read-members-held.js";
import { readName } from "./syntax/read-name.js";
import { readReads } from "./members/read-reads.js";
import { readSchemaReference } from "./decorators/read-schema-reference.js";
import { readListedTools, readToolMethods } from "./members/read-tool-methods.js";
import { readUnstableReads } from "./members/read-unstable-reads.js";

/** Reads an agent class and what it inherits into plain data. */
export function analyzeAgent(
  { node, name, classes }: AgentSyntax,
  sources: Sources,
): AgentDeclaration {
  const file = node.getSourceFile();
  const decorators = new Map(classes.flatMap((ancestor) => readSpans(ancestor, sources)));
  const fields = readFields(classes, sources);
  const description = readDoc(node);
  const obstacle = findConstructorObstacle(classes);
  const uncalled = readUncalled(classes, sources);
  return {
    className: name.text,
    module: file.fileName,
    file: sources.pathOf(file),
    span: sources.spanOf(name),
    ...(description !== undefined && { description }),
    decorators,
    ownDecorators: new Set(readSpans(node, sources).map(([decorator]) => decorator)),
    fields,
    methods: readToolMethods(classes, sources),
    listedTools: readListedTools(classes, sources),
    ancestors: classes.slice(0, -1).map((ancestor) => classIdOf(ancestor, sources)),
    unstableReads: readUnstableReads(classes, sources),
    members: readMembersHeld(classes),
    reads: readReads(classes),
    hasPrompt: classes.some((ancestor) => ancestor.members.some(isConcretePrompt)),
    schema: readSchemaReference(classes, name, sources),
    uncalled,
    ...(obstacle && { constructorObstacle: sources.spanOf(obstacle) }),
  };
}

function readSpans(
  node: ts.ClassLikeDeclaration,
  sources: Sources,
): (readonly [ClassDecoratorName, Span])[] {
  return readDecorators(node, sources).flatMap(({ name, span }) => {
    const known = classDecorators.find((candidate) => candidate === name);
    return known === undefined ? [] : [[known, span] as const];
  });
}

function isConcretePrompt(member: ts.ClassElement): boolean {
  if (member.name === undefined || ts.isPrivateIdentifier(member.name)) return false;
  const isAbstract =
    ts.canHaveModifiers(member) &&
    ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword);
  const name = readName(member.name);
  return (name === "user" || name === "messages") && !isAbstract;
}
