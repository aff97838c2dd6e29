/**
 * A project in which hardly a module loads without a compiler: an enum, a parameter property, a base
 * class with decorators, an import of a type without `type`, names that the tsconfig maps.
 */
export const harbour: Readonly<Record<string, string>> = {
  "package.json": `{ "name": "harbour", "type": "module" }`,
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      types: ["node"],
      lib: ["es2023", "esnext.disposable", "esnext.decorators", "dom"],
      strict: true,
      noEmit: true,
      noUnusedLocals: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      allowImportingTsExtensions: true,
      paths: { "@/*": ["./lib/*"] },
    },
  }),
  "agents.config.ts": `
    import { defineConfig, fake, type ModelCall, type Provider } from "troupe";
    import { calls } from "./lib/calls.ts";

    const inner = fake({ seed: 7 });
    const probe: Provider = {
      kind: "probe",
      stream(call: ModelCall) {
        calls.push(JSON.parse(JSON.stringify(call)));
        return inner.stream(call);
      },
    };
    export default defineConfig({
      agents: "agents/**/*.agent.ts",
      standalone: true,
      defaults: { model: "probe/any" },
      providers: { probe },
    });
  `,
  // Loads as it is, and what it holds is to be there once.
  "lib/calls.ts": `export const calls: unknown[] = [];`,
  "lib/ships.ts": `
    export enum Kind { Tug = "tug", Ferry = "ferry" }
    export interface Ship { name: string; kind: Kind }
    export class Berth { constructor(readonly name: string, private readonly depth = 8) {} deep() { return this.depth > 5; } }
  `,
  "lib/describe.ts": `
    import { Berth, Kind, Ship } from "./ships.js";
    export const describe = (ship: Ship) => ship.kind === Kind.Tug ? "a tug" : "a ferry";
    export const berth = new Berth("north");
  `,
  "lib/register.ts": `
    import { defineTool } from "troupe";
    import { z } from "zod";
    export const seen: string[] = [];
    /** Finds ships. */
    export const register = defineTool({
      name: "register",
      description: "Finds a ship by its name.",
      input: z.object({ name: z.string() }),
      run: ({ name }) => (seen.push(name), { name, kind: "tug" }),
    });
  `,
  "lib/logged.ts": `
    export const log: string[] = [];
    /** A decorator of the project's own, which does something. */
    export function logged(method: (this: never, ...given: never[]) => string, context: ClassMethodDecoratorContext) {
      return function (this: never, ...given: never[]) {
        log.push(String(context.name));
        return method.apply(this, given);
      };
    }
  `,
  "agents/base.ts": `
    import { Agent, param, timeout } from "troupe";
    @timeout("20s")
    export abstract class HarbourAgent extends Agent {
      /** The language. */
      @param() locale = "en";
      override system() { return "Answer in " + this.locale; }
    }
  `,
  "agents/pilot.agent.ts": `
    import { readFileSync } from "node:fs";
    import { maxSteps, model, param, schema, streaming, tool, tools } from "troupe";
    import { z } from "zod";
    import { HarbourAgent } from "./base.js";
    import { berth, describe } from "@/describe.js";
    import { Kind, type Ship } from "../lib/ships.js";
    import { register } from "../lib/register.ts";

    export const Plan = z.object({ steps: z.array(z.string()), due: z.string().optional() });
    const slow = 4;

    /** Brings a ship in. */
    @model("probe/pilot")
    @streaming()
    @maxSteps(slow)
    @tools(register)
    @schema(Plan)
    export class PilotAgent extends HarbourAgent {
      /** Which ship. */
      @param(z.string().trim().min(2)) ship!: string
      @param({ min: 0 }) draught: number = 3
      @param() kind: "tug" | "ferry" = "tug";
      /** What is left. */
      @param() notes?: string[];
      private depth = 2
      protected readonly marks = ["a"] as const

      /** Looks at the tide. */
      @tool({ timeout: "5s" })
      tide({ hour }: { hour: number }) { return { hour, metres: hour / this.depth }; }

      override async user() {
        const rules = readFileSync(new URL("./rules.md", import.meta.url), "utf8");
        const late = await import("../lib/late.js");
        const ship: Ship = { name: this.ship, kind: this.kind === "tug" ? Kind.Tug : Kind.Ferry };
        return [rules, describe(ship), berth.deep(), this.marks[0], late.word, this.draught].join(" ");
      }
    }
  `,
  "agents/rules.md": "Keep to starboard.",
  "lib/late.ts": `export const word: string = "late"; export namespace Gone { export const x = 1; }`,
  "agents/clerk.agent.ts": `
    import { maxTokens, param, temperature, tools } from "troupe";
    import { HarbourAgent } from "./base.js";
    import { logged } from "../lib/logged.js";
    import { PilotAgent } from "./pilot.agent.js";

    /** Writes it down. */
    @maxTokens(100)
    @temperature(0.25)
    @tools(PilotAgent)
    export class ClerkAgent extends HarbourAgent {
      @param() text!: string;
      @logged
      override user(): string { return "Note: " + this.text; }
    }
  `,
  "app.ts": `
    import { clerk, pilot } from "./generated/index.ts";
    import { calls } from "./lib/calls.ts";

    const executions = [
      pilot({ ship: " Ada ", notes: ["x"] }),
      pilot({ ship: "Bo", draught: 0, kind: "ferry", locale: "pt" }),
      clerk({ text: "Ada is in." }),
      clerk({ text: "Ada is in.", locale: "de" }, { streaming: true }),
    ];
    const outputs = [];
    for (const execution of executions) {
      const { status, output, text, error } = await execution.record;
      outputs.push({ status, output, text, error: error?.message });
    }
    console.log(JSON.stringify({ calls, outputs }));
  `,
};
