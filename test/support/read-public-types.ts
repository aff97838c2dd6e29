import { fileURLToPath } from "node:url";
import { Node, type Symbol as TypeSymbol, type Type } from "ts-morph";
import { declarationsOf } from "../../scripts/read-exports.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The public members of an interface or a class that `troupe` exports; those that symbols name are left out. */
export function readMembers(name: string): readonly string[] {
  const declarations = declarationsOf("troupe").get(name) ?? [];
  return declarations
    .flatMap((declaration) => declaration.getType().getProperties())
    .filter((member) => !member.getName().startsWith("__@"))
    .filter((member) => !member.getDeclarations().some(isProtected))
    .map((member) => member.getName());
}

/** Interfaces whose methods are called by applications, with options of their own. */
const called = new Set([
  "Caller",
  "StreamingCaller",
  "TextCaller",
  "StreamingTextCaller",
  "NetworkCaller",
  "StreamingNetworkCaller",
  "Conversation",
  "StreamingExecution",
]);

/** Types that are handed in and are no options: who takes one checks it in its own way. */
const data = new Set([
  "AgentClass",
  "AgentError",
  "Agent",
  "AiSdkModel",
  "AiSdkProvider",
  "AssistantMessage",
  "AssistantTextPart",
  "CacheStore",
  "Clock",
  "Diagnostic",
  "JsonObject",
  "MediaFacts",
  "MediaSource",
  "ModelContentPart",
  "ModelMessage",
  "Observer",
  "FilePart",
  "Hosted",
  "ImagePart",
  "Provider",
  "ReasoningPart",
  "Replay",
  "ResolvedConfig",
  "Span",
  "SystemMessage",
  "TextPart",
  "Tool",
  "ToolCallPart",
  "ToolMessage",
  "UserMessage",
  "Zod3Schema",
  "Zod4Schema",
  "AnthropicBody",
  "OpenAIBody",
  "ProviderOptions",
  "Attachment",
]);

/**
 * The options of every public interface that a function of the package takes, or one of those within it,
 * by the interface's name: read from the types, so that one that is added is found.
 */
export function readOptionTypes(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  const seen = new Set<Type>();

  const visitSignatures = (type: Type, at: Node): void => {
    // A method whose type is a parameter is as most interfaces have it.
    for (const signature of (type.getDefault() ?? type).getCallSignatures()) {
      for (const parameter of signature.getParameters()) {
        visit(parameter.getTypeAtLocation(at), at);
      }
    }
  };

  const visit = (type: Type, at: Node): void => {
    if (seen.has(type)) return;
    seen.add(type);
    const name = nameOf(type);
    if (name !== undefined && data.has(name)) return;
    if (type.isUnion()) {
      for (const member of type.getUnionTypes()) {
        // A union of literals of objects has the name of the union.
        const isForm = member.isObject() && nameOf(member) === undefined && !member.isArray();
        const isCalled = member.getCallSignatures().length > 0;
        if (isForm && !isCalled && name !== undefined) note(name, member, at);
        else visit(member, at);
      }
      return;
    }
    for (const part of [...type.getIntersectionTypes(), ...type.getAliasTypeArguments()]) {
      visit(part, at);
    }
    const element = type.getArrayElementType();
    if (element) return visit(element, at);
    const index = type.getStringIndexType();
    if (index) return visit(index, at);
    if (type.getCallSignatures().length > 0 || !type.isObject() || type.isTuple()) return;
    if (name !== undefined && isOurs(type)) note(name, type, at);
  };

  const note = (name: string, type: Type, at: Node): void => {
    const options = found.get(name) ?? new Set<string>();
    found.set(name, options);
    for (const property of type.getProperties()) {
      if (property.getName().startsWith("__@")) continue;
      options.add(property.getName());
      visit(property.getTypeAtLocation(at), at);
    }
  };

  for (const entry of ["troupe", "troupe/compiler", "troupe/vite"] as const) {
    for (const [name, [declaration]] of declarationsOf(entry)) {
      if (!declaration) continue;
      if (Node.isFunctionDeclaration(declaration))
        visitSignatures(declaration.getType(), declaration);
      if (!called.has(name)) continue;
      const type = declaration.getType();
      visitSignatures(type, declaration);
      for (const method of type.getProperties()) {
        visitSignatures(method.getTypeAtLocation(declaration), declaration);
      }
    }
  }
  return new Map([...found].map(([name, options]) => [name, [...options]]));
}

function nameOf(type: Type): string | undefined {
  const symbol: TypeSymbol | undefined = type.getAliasSymbol() ?? type.getSymbol();
  const name = symbol?.getName();
  return name === undefined || name.startsWith("__") ? undefined : name;
}

function isOurs(type: Type): boolean {
  const [declaration] = (type.getAliasSymbol() ?? type.getSymbol())?.getDeclarations() ?? [];
  return declaration?.getSourceFile().getFilePath().startsWith(`${root}src/`) ?? false;
}

function isProtected(declaration: Node): boolean {
  return Node.isScopeable(declaration) && declaration.getScope() !== "public";
}
