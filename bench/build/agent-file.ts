/** The module of the agent of a number: every kind of agent in turn. */
export function agentFile(at: number, schema: number): string {
  const kind = kinds[at % kinds.length] ?? textAgent;
  return kind(at, schema);
}

type AgentText = (at: number, schema: number) => string;

const textAgent: AgentText = (at) => `import { Agent, maxTokens, param, streaming } from "troupe";

/** Summarizes text ${at} for a reader in a hurry. */
@streaming()
@maxTokens(1_000)
export class Summarize${at}Agent extends Agent {
  @param({ minLength: 1 }) text!: string;

  /** How long the summary may be, in sentences. */
  @param({ min: 1, max: 20, int: true }) sentences = 3;

  override user() {
    return \`Summarize in at most \${this.sentences} sentences: \${this.text}\`;
  }
}
`;

const schemaAgent: AgentText = (
  at,
  schema,
) => `import { Agent, cache, param, schema, temperature } from "troupe";
import { Answer${schema} } from "../schemas/schema-${schema}.js";

/** Sorts ticket ${at}. */
@cache("1h")
@temperature(0)
@schema(Answer${schema})
export class Classify${at}Agent extends Agent {
  @param({ minLength: 1, maxLength: 200 }) subject!: string;

  /** The products that the customer has. */
  @param() products: string[] = [];

  override user() {
    return \`Subject: \${this.subject}. Products: \${this.products.join(", ")}\`;
  }
}
`;

const inheritingAgent: AgentText = (
  at,
  schema,
) => `import { param, schema, streaming } from "troupe";
import type { Order } from "../schemas/order.js";
import { Answer${schema} } from "../schemas/schema-${schema}.js";
import { ApplicationAgent } from "./application-agent.js";

/** Drafts reply ${at} to a customer's letter. */
@streaming()
@schema(Answer${schema})
export class Reply${at}Agent extends ApplicationAgent {
  @param({ minLength: 1 }) letter!: string;

  @param() order?: Order;

  @param() tone: "warm" | "dry" = "warm";

  override user() {
    return \`\${this.letter} \${this.order?.id ?? "no order"} \${this.tone}\`;
  }
}
`;

const toolAgent: AgentText = (
  at,
) => `import { Agent, maxSteps, param, streaming, tool, tools } from "troupe";
import { convert } from "./convert.js";

/** Answers question ${at} about the weather. */
@streaming()
@tools(convert)
@maxSteps(4)
export class Weather${at}Agent extends Agent {
  @param() question!: string;

  /** Looks a forecast up. */
  @tool()
  forecast({ city, days = 1 }: {
    /** The name of the city. */
    city: string;
    days?: number;
  }) {
    return \`\${city}: \${days} days of sun\`;
  }

  override user() {
    return this.question;
  }
}
`;

const kinds: readonly AgentText[] = [textAgent, schemaAgent, inheritingAgent, toolAgent];
