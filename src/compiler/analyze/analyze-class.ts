import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";
import type { AgentDeclaration } from "./declaration/agent-declaration.js";
import {
  classDecorators,
  type CallableDeclaration,
  type ClassDecoratorName,
} from "./declaration/callable-declaration.js";
import type { NetworkDeclaration } from "./declaration/network-declaration.js";
import type { CallableSyntax } from "./classes/callable-syntax.js";
import { extensionOf } from "./classes/class-chain.js";
import { classIdOf } from "./classes/class-id.js";
import { readDecorators, readUncalled } from "./decorators/read-decorators.js";
import { findConstructorObstacle } from "./members/find-constructor-obstacle.js";
import { readDoc } from "./syntax/read-doc.js";
import { readFields } from "./members/read-fields.js";
import { readMemberUses } from "./members/read-member-uses.js";
import { readMembersHeld } from "./members/read-members-held.js";
import { readName } from "./syntax/read-name.js";
import { readReads } from "./members/read-reads.js";
import { readRun } from "./members/read-run.js";
import { readSchemaReference } from "./decorators/read-schema-reference.js";
import { readListedTools, readToolMethods } from "./members/read-tool-methods.js";
import { readUnstableReads } from "./members/read-unstable-reads.js";

/** Reads the class of an agent or a network, and what it inherits, into plain data. */
export function analyzeClass(
  syntax: CallableSyntax,
  sources: Sources,
  diagnostics: Diagnostic[],
): AgentDeclaration | NetworkDeclaration {
  const { kind, classes } = syntax;
  const common = analyzeCommon(syntax, sources, diagnostics);
  if (kind === "network") {
    const run = readRun(classes, sources);
    return { ...common, kind, ...(run && { run }) };
  }
  return {
    ...common,
    kind,
    methods: readToolMethods(classes, sources),
    listedTools: readListedTools(classes, sources),
    unstableReads: readUnstableReads(classes, sources),
    hasPrompt: classes.some((ancestor) => ancestor.members.some(isConcretePrompt)),
  };
}

function analyzeCommon(
  { kind, node, name, classes }: CallableSyntax,
  sources: Sources,
  diagnostics: Diagnostic[],
): CallableDeclaration {
  const file = node.getSourceFile();
  const decorators = new Map(classes.flatMap((ancestor) => readSpans(ancestor, sources)));
  const description = readDoc(node);
  const obstacle = findConstructorObstacle(classes);
  return {
    className: name.text,
    module: file.fileName,
    file: sources.pathOf(file),
    span: sources.spanOf(name),
    ...(description !== undefined && { description }),
    decorators,
    ownDecorators: new Set(readSpans(node, sources).map(([decorator]) => decorator)),
    fields: readFields(kind, classes, sources),
    ancestors: classes.slice(0, -1).map((ancestor) => classIdOf(ancestor, sources)),
    members: readMembersHeld(classes),
    reads: readReads(classes),
    memberUses: readMemberUses(classes, sources, diagnostics),
    namesAgents: extensionOf(classes[0])?.typeArguments !== undefined,
    schema: readSchemaReference(classes, name, sources),
    uncalled: readUncalled(classes, sources),
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
