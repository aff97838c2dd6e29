import { Agent, complete, context, defineTool, param, tool, tools, type ToolContext } from "troupe";
import type { ContextCaller, PassesContext, StreamingContextCaller } from "troupe/runtime";
import { z } from "zod";

class Session {
  readonly #connection = 1;
  get user() {
    return `u${this.#connection}`;
  }
}

interface Database {
  find(id: string): Promise<string>;
}

const lookUp = defineTool({
  name: "look_up",
  description: "Looks something up.",
  input: z.object({ id: z.string() }),
  run: ({ id }, { context: { database } }: ToolContext<{ database: Database }>) =>
    database.find(id),
});
const now = defineTool({
  name: "now",
  description: "",
  input: z.object({}),
  run: (_input, { context: all }) => Object.keys(all satisfies Readonly<Record<string, unknown>>),
});

@tools(lookUp, now)
export class Helper extends Agent {
  @param() question!: string;
  /** Whose question it is. */
  @context() session!: Session;
  @context() database!: Database;
  @context() trace?: (line: string) => void;
  @context() clock: { now(): number } = Date;
  user() {
    return `${this.session.user} asks: ${this.question}`;
  }
  @tool("Says who asks.") who() {
    return this.session.user;
  }
}

// @ts-expect-error the tool needs a database
@tools(lookUp)
export class WithoutDatabase extends Agent {
  @context() session!: Session;
  user() {
    return "";
  }
}

export class Misplaced extends Agent {
  @context() session!: Session;
  // @ts-expect-error a field of each instance
  @context() static database: Database;
  // @ts-expect-error not a field
  @context() method() {}
  user() {
    return String(this.session);
  }
}

interface HelperContext {
  session: Session;
  database: Database;
  trace?: ((line: string) => void) | undefined;
}
interface TraceContext {
  trace?: ((line: string) => void) | undefined;
}

declare const helper: StreamingContextCaller<{ question: string }, string, HelperContext, string>;
declare const traced: ContextCaller<{ question?: string }, number, TraceContext>;
declare const session: Session;
declare const database: Database;
const question = "Why?";

export async function calls() {
  for await (const chunk of helper({ question }, { context: { session, database } })) chunk.at(0);
  const whole = helper(
    { question },
    { context: { session, database }, streaming: true as boolean },
  );
  // @ts-expect-error it may not stream
  void whole[Symbol.asyncIterator];
  (await helper(
    { question },
    { context: { session, database, trace: () => {} } },
  )) satisfies string;
  // @ts-expect-error the context is required
  helper({ question });
  // @ts-expect-error the context is required
  helper({ question }, {});
  // @ts-expect-error the database is required
  helper({ question }, { context: { session } });
  // @ts-expect-error not of the agent's context
  helper({ question }, { context: { session, database, tenant: "a" } });
  // @ts-expect-error not a session
  helper({ question }, { context: { session: {}, database } });
  const conversation = helper.conversation();
  conversation.ask({ question }, { context: { session, database } });
  // @ts-expect-error each turn needs it
  conversation.ask({ question });

  (await traced()) satisfies number;
  traced({}, {});
  traced({}, { context: {} });
  traced({}, { context: { trace: () => {} }, streaming: true }).partials();

  complete({ model: "openai/gpt-4o", messages: [], tools: [now], context: { session } });
}

type Narrow = { session: Session; database: Database; trace?: string };
true satisfies PassesContext<"helper", HelperContext, "traced", { database: Database }>;
// @ts-expect-error of another type
true satisfies PassesContext<"helper", Narrow, "traced", { trace?: (line: string) => void }>;
