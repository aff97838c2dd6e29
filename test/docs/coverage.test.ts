import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Option } from "commander";
import { describe, expect, test } from "vitest";
import { documentExports } from "../../scripts/document-exports.js";
import { entryNames, readExports } from "../../scripts/read-exports.js";
import { createProgram } from "../../src/cli/program.js";
import { readMembers, readOptionTypes } from "../support/read-public-types.js";
import { codeOf, flagsIn, namesIn, usedIn } from "./read-page.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (page: string): string => readFileSync(root + page, "utf8");
const codeOn = (...pages: string[]): string => pages.map((page) => codeOf(read(page))).join("\n");

describe("docs/reference.md", () => {
  test("is what the doc comments say; if not, run: npm run docs", () => {
    expect(read("docs/reference.md")).toBe(documentExports());
  });

  test("says in a sentence what each exported name is", () => {
    const untold = entryNames
      .flatMap(readExports)
      .filter(({ summary }) => !/^\S.*\.$/.test(summary));
    expect(untold).toEqual([]);
  });
});

describe("every value that applications import is shown on a page by task", () => {
  /** Those that are not, each with its reason. */
  const exempt: Readonly<Record<string, string>> = {
    metadataSymbol: "keeps a bundler from dropping the module that defines Symbol.metadata",
  };
  const tasks = readdirSync(`${root}docs`)
    .filter((file) => file.endsWith(".md") && file !== "reference.md")
    .map((file) => `docs/${file}`);
  const code = codeOn("README.md", ...tasks);
  const [names, used] = [namesIn(code), usedIn(code)];

  // Generated code alone imports troupe/runtime.
  test.each(entryNames.filter((entry) => entry !== "troupe/runtime"))("%s", (entry) => {
    // `model` and `retry` are names of options as well: what is no class must be called.
    const missing = readExports(entry)
      .filter(({ kind }) => kind === "value")
      .map(({ name }) => name)
      .filter((name) => !(/^[A-Z]/.test(name) ? names : used).has(name));
    expect(missing).toEqual(entry === "troupe" ? Object.keys(exempt) : []);
  });
});

describe("every option is on the page of its interface", () => {
  const pages: Readonly<Record<string, string | readonly string[]>> = {
    AgentOptions: "README.md",
    CacheOptions: "README.md",
    StreamingOptions: "docs/tools.md",
    MaxSteps: "docs/tools.md",
    MaxStepsOptions: "docs/tools.md",
    ToolMethodOptions: ["docs/tools.md", "docs/approvals.md"],
    ToolOptions: ["docs/tools.md", "docs/approvals.md"],
    ParamConstraints: "docs/params.md",
    RetryOptions: "docs/retries.md",
    TimeoutLimits: "docs/retries.md",
    AgentsConfig: "docs/config.md",
    AgentDefaults: "docs/config.md",
    ToolsConfig: "docs/config.md",
    ContentPolicy: "docs/config.md",
    EmitConfig: "docs/output.md",
    OpenAIOptions: "docs/providers.md",
    AnthropicOptions: "docs/providers.md",
    AiSdkOptions: "docs/providers.md",
    ModelFacts: "docs/providers.md",
    ModelPrices: "docs/providers.md",
    ConditionalRates: "docs/providers.md",
    FakeOptions: "docs/testing.md",
    FakeReply: "docs/testing.md",
    FakeToolCall: "docs/testing.md",
    FakeFault: "docs/testing.md",
    FakeHostedCall: "docs/testing.md",
    FakeSource: "docs/testing.md",
    WebSearchOptions: "docs/tools.md",
    WebFetchOptions: "docs/tools.md",
    FileSearchOptions: "docs/tools.md",
    CodeExecutionOptions: "docs/tools.md",
    ProviderToolOptions: "docs/tools.md",
    SearchLocation: "docs/tools.md",
    ProviderWrapper: "docs/wrap-provider.md",
    Usage: "docs/events.md",
    CallConnection: "docs/calls.md",
    CallOptions: "docs/calls.md",
    StreamingCallOptions: "docs/calls.md",
    DecidingCallOptions: "docs/calls.md",
    UndecidedCallOptions: "docs/calls.md",
    AnySchemaOption: ["docs/calls.md", "docs/schemas.md"],
    NetworkCallOptions: ["docs/networks.md", "docs/calls.md"],
    EventReceiver: "docs/calls.md",
    EventsOptions: "docs/events.md",
    PacedOptions: "docs/calls.md",
    SentenceOptions: "docs/calls.md",
    ConversationOptions: ["docs/conversations.md", "docs/approvals.md"],
    ClientToolOptions: "docs/approvals.md",
    OpenTurn: ["docs/conversations.md", "docs/approvals.md"],
    ToolAnswer: "docs/approvals.md",
    // The first says what is different from the second.
    PlainCallOptions: ["docs/plain-call.md", "docs/calls.md"],
    BuildOptions: "docs/build.md",
    FormatOptions: "docs/build.md",
    BuildAgentsOptions: "docs/build.md",
  };
  const found = readOptionTypes();

  test("and each interface has a page", () => {
    expect(Object.keys(pages).toSorted()).toEqual([...found.keys()].toSorted());
  });

  test.each(Object.entries(pages))("%s, %s", (type, page) => {
    const names = namesIn(codeOn(...[page].flat()));
    expect((found.get(type) ?? []).filter((option) => !names.has(option))).toEqual([]);
  });
});

/** The pages that tell of what applications call, override or read. */
const members: Readonly<Record<string, string | readonly string[]>> = {
  Agent: ["docs/prompts.md", "docs/networks.md"],
  Network: "docs/networks.md",
  NetworkExecution: ["README.md", "docs/networks.md"],
  Caller: "docs/calls.md",
  StreamingCaller: "docs/calls.md",
  Conversation: ["docs/conversations.md", "docs/approvals.md"],
  Execution: "README.md",
  StreamingExecution: "README.md",
  CacheStore: "docs/cache.md",
  ToolContext: "docs/tools.md",
  AgentError: "docs/events.md",
  ExecutionRecord: "docs/events.md",
};

test.each(Object.entries(members))("every member of %s is in %s", (type, pages) => {
  const names = namesIn(codeOn(...[pages].flat()));
  const found = readMembers(type);
  expect(found).not.toEqual([]);
  expect(found.filter((member) => !names.has(member))).toEqual([]);
});

describe("every command and each of its flags is in docs/cli.md", () => {
  const [intro = "", ...sections] = read("docs/cli.md").split(/^## /m);
  const program = createProgram(() => {});
  const shared = program.createHelp().visibleOptions(program);

  const missingFlags = (options: readonly Option[], text: string) => {
    const told = flagsIn(codeOf(text));
    return options
      .flatMap(({ short, long }) => [short, long])
      .filter((flag) => typeof flag === "string" && !told.has(flag));
  };

  test("agents", () => {
    expect(shared.length).toBeGreaterThan(3);
    expect(missingFlags(shared, intro)).toEqual([]);
  });

  test.each(program.commands.map((command) => [command.name(), command] as const))(
    "agents %s",
    (name, command) => {
      const section = sections.find((text) => new RegExp(`^agents ${name}(?![\\w-])`).test(text));
      expect(section).toBeDefined();
      const own = command.options.filter(({ flags }) =>
        shared.every((each) => each.flags !== flags),
      );
      expect(missingFlags(own, section ?? "")).toEqual([]);
    },
  );
});
