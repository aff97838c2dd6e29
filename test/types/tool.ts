import {
  Agent,
  clientTool,
  defineTool,
  FatalToolError,
  maxSteps,
  providerOptions,
  streaming,
  tool,
  tools,
  type NextStep,
  type ToolContext,
} from "troupe";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as z3 } from "zod/v3";

abstract class Greeter extends Agent {
  user() {
    return "Hello";
  }
}

interface Place {
  city: string;
  country?: string;
}

export class Tools extends Greeter {
  @tool("Says how the weather will be.")
  forecast({ city, days = 1 }: { city: string; days?: number }) {
    return `${city}: ${days}`;
  }
  @tool() now() {
    return new Date().toISOString();
  }
  @tool({ description: "Finds.", name: "find-it", timeout: "5s" })
  async find(place: Place, context: ToolContext) {
    context.signal.throwIfAborted();
    return { found: place.city, step: context.step };
  }
  @tool() withPartOfTheContext(_place: Place, { signal }: { readonly signal: AbortSignal }) {
    return signal.aborted;
  }
  @tool({}) withoutInput(_: {}, { step }: ToolContext) {
    return step;
  }
  @tool() eitherOr(input: { id: string } | { name: string }) {
    return input;
  }
  @tool() all(options: { unit?: "c" | "f" } = {}) {
    if (options.unit === "f") throw new FatalToolError("no", { cause: options });
    return null;
  }
}

interface Page {
  title: string;
  text: string;
}

export class TellingTools extends Greeter {
  @tool() async *crawl({ url }: { url: string }, { emit }: ToolContext) {
    emit("begun", { url });
    yield { pages: 1 };
    return 2;
  }
  @tool() *count() {
    yield 1;
  }
  @tool({ toModel: (page: Page) => page.title }) async read(): Promise<Page> {
    return { title: "a", text: "b" };
  }
  @tool({ toModel: (page: Page) => page.title }) async *readInSteps() {
    yield 0.5;
    return { title: "a", text: "b" };
  }
  @tool({ toModel: (count: number) => count + 1 }) *countInSteps() {
    yield 1;
  }
  @tool({ toModel: () => "Saved." }) save() {
    return { id: 1 };
  }
  // @ts-expect-error the method gives something else than toModel takes
  @tool({ toModel: (page: Page) => page.title }) size() {
    return 5;
  }
}

export class NoTools extends Greeter {
  // @ts-expect-error a model gives an object
  @tool() ofText(city: string) {
    return city;
  }
  // @ts-expect-error a model gives an object, and not several values
  @tool() ofTwo(city: { name: string }, unit: { name: string }) {
    return [city, unit];
  }
  // @ts-expect-error a model gives an object
  @tool() ofAList(cities: string[]) {
    return cities;
  }
  // @ts-expect-error a model gives an object
  @tool() ofAFunction(make: () => string) {
    return make;
  }
  // @ts-expect-error a model gives an object
  @tool() ofAnything(input: unknown) {
    return input;
  }
  // @ts-expect-error a model gives an object
  @tool() ofWhatever<Input>(input: Input) {
    return input;
  }
  // @ts-expect-error nobody gives a third
  @tool() ofThree(input: Place, context: ToolContext, more: string) {
    return [input, context, more];
  }
  // @ts-expect-error there is no such thing in a context
  @tool() ofMoreContext(input: Place, context: { readonly user: string }) {
    return [input, context];
  }
  // @ts-expect-error a tool is a method of an agent
  @tool() static ofTheClass(input: Place) {
    return input;
  }
  // @ts-expect-error a tool is public
  @tool() #hidden(input: Place) {
    return input;
  }
  // @ts-expect-error a tool is a method
  @tool() field = "";
  // @ts-expect-error a tool is a method
  @tool() get getter() {
    return "";
  }
  // @ts-expect-error a decorator is called
  @tool bare(input: Place) {
    return input;
  }
  // @ts-expect-error a timeout is a duration
  @tool({ timeout: "5" }) slow(input: Place) {
    return input;
  }
  // @ts-expect-error there is no such option
  @tool({ title: "x" }) titled(input: Place) {
    return input;
  }

  use() {
    return this.#hidden({ city: "Rome" });
  }
}

export class NoAgent {
  // @ts-expect-error a tool is a method of an agent
  @tool() find(input: Place) {
    return input;
  }
}

// @ts-expect-error a tool is a method
@tool("Finds.")
export class DecoratedClass extends Greeter {}

const search = defineTool({
  name: "search",
  description: "Searches.",
  input: z.object({ query: z.string(), limit: z.number().default(5) }),
  timeout: "10s",
  async run({ query, limit }, { signal, toolCallId }) {
    signal.throwIfAborted();
    return { query: query.toUpperCase(), limit: limit.toFixed(), toolCallId };
  },
});

export const summarized = defineTool({
  name: "summarized",
  description: "Has a result that the model is told less of.",
  input: z.object({ url: z.string() }),
  async run({ url }) {
    return { url, title: "a" };
  },
  toModel: (page) => page.title.toUpperCase(),
});

export const counted = defineTool({
  name: "counted",
  description: "Says how far it is, and gives what it says last.",
  input: z.object({}),
  async *run() {
    yield { done: 1 };
  },
  toModel: ({ done }) => done.toFixed(),
});

export const crawled = defineTool({
  name: "crawled",
  description: "Says how far it is.",
  input: z.object({}),
  *run(_, { emit }) {
    emit("begun", new Map());
    yield 0.5;
    return "whole";
  },
  toModel: (text) => text.toUpperCase(),
});

defineTool({
  name: "unread",
  description: "Reads what its result does not have.",
  input: z.object({}),
  run: () => ({ title: "a" }),
  // @ts-expect-error the result has no such property
  toModel: (page) => page.text,
});

const ofMini = defineTool({
  name: "of-mini",
  description: "Takes a schema of Zod's mini edition.",
  input: mini.object({ a: mini.optional(mini.string()) }),
  run: ({ a }) => a?.length,
});

const ofZod3 = defineTool({
  name: "of_zod3",
  description: "Takes a schema of Zod 3.",
  input: z3.object({ a: z3.string().transform(Number) }),
  run: ({ a }) => a.toFixed(),
});

defineTool({
  name: "unknown",
  description: "Reads what its schema does not make.",
  input: z.object({ a: z.string() }),
  // @ts-expect-error the schema makes no such property
  run: ({ b }) => b,
});

// @ts-expect-error a tool has a description
defineTool({ name: "x", input: z.object({}), run: () => 1 });

// @ts-expect-error the input is a Zod schema
defineTool({ name: "x", description: "", input: { type: "object" }, run: () => 1 });

@tools(search, ofMini, ofZod3, Tools)
@maxSteps(5)
@streaming({ steps: "final" })
@providerOptions({
  openai: { reasoning_effort: "low" },
  anthropic: { thinking: { type: "enabled", budget_tokens: 2_000 } },
  groq: { anything: [1, null, "x"] },
})
export class WithTools extends Greeter {}

@tools()
@streaming({ steps: "all" })
export class WithoutTools extends WithTools {}

// @ts-expect-error a tool is made by defineTool
@tools({ name: "search" })
export class OfNoTool extends Greeter {}

// @ts-expect-error only an agent that can be called is a tool
@tools(Greeter)
export class OfAnAbstractAgent extends Greeter {}

// @ts-expect-error a class that is no agent is no tool
@tools(Date)
export class OfNoAgent extends Greeter {}

// @ts-expect-error a decorator is called
@tools
export class BareTools extends Greeter {}

export class Chooses extends Greeter {
  override async beforeStep({ step, messages, tools: names }: NextStep) {
    if (step > 1) return { model: "openai/gpt-4o", messages: messages.slice(-2) };
    return { tools: names.slice(1), toolChoice: "required" } as const;
  }
}

export class LooksOn extends Greeter {
  override beforeStep({ step }: NextStep): void {
    step satisfies number;
  }
}

export class ChoosesWrongly extends Greeter {
  // @ts-expect-error there is no such choice
  override beforeStep() {
    return { toolChoice: "maybe" } as const;
  }
}

@maxSteps(5, { atLimit: "fail" })
export class FailsAtTheLimit extends Greeter {
  @tool({ final: true }) submit() {
    return 1;
  }
}

export class Waits extends Greeter {
  @tool({ approve: true }) always() {
    return 1;
  }
  @tool({ approve: ({ amount }: { amount: number }) => amount > 100 }) pay(_input: {
    amount: number;
  }) {
    return 1;
  }
  @tool({ approve: async () => false }) never() {
    return 1;
  }
  // @ts-expect-error whether a person is asked
  @tool({ approve: "always" }) inWords() {
    return 1;
  }
}

const asks = defineTool({
  name: "asks",
  description: "",
  input: z.object({ amount: z.number() }),
  approve: ({ amount }) => amount.toFixed() === "1",
  run: ({ amount }) => amount,
});
const ofClient = clientTool({
  name: "of_client",
  description: "",
  input: z.object({}),
  output: z.object({ lat: z.number() }),
});
// @ts-expect-error it has no body
clientTool({ name: "x", description: "", input: z.object({}), run: () => 1 });

@tools(asks, ofClient)
export class WithWaiting extends Greeter {}

// @ts-expect-error there is no other end to choose
@maxSteps(5, { atLimit: "answer" })
export class AnswersAtTheLimit extends Greeter {}

// @ts-expect-error steps are counted
@maxSteps("5")
export class StepsInWords extends Greeter {}

// @ts-expect-error all steps or the final one
@streaming({ steps: "first" })
export class StreamsTheFirst extends Greeter {}

// @ts-expect-error options are JSON
@providerOptions({ groq: { at: new Date() } })
export class OptionsWithADate extends Greeter {}

// @ts-expect-error there is no such effort
@providerOptions({ openai: { reasoning_effort: "little" } })
export class OptionsOfAnotherValue extends Greeter {}

// @ts-expect-error OpenAI has no such option
@providerOptions({ openai: { resoning_effort: "low" } })
export class OptionsMisspelt extends Greeter {}

// @ts-expect-error options stand below the name of a provider
@providerOptions({ reasoning_effort: "low" })
export class OptionsWithoutProvider extends Greeter {}
