/** The module of an agent with one param. */
export const story = `
  import { Agent, model, param } from "troupe";
  @model("fake/x") export class StoryAgent extends Agent {
    @param() topic!: string;
    override user() { return this.topic; }
  }`;

/** A project that is quick to build. */
export const oneAgent = {
  "package.json": `{ "type": "module" }`,
  "tsconfig.json": `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }`,
  "agents.config.ts": `
    import { defineConfig, fake } from "troupe";
    export default defineConfig({ agents: "agents/**/*.agent.ts", providers: { fake: fake() } });`,
  "agents/story.agent.ts": story,
};
