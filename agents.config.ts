import { defineConfig } from "troupe";

export default defineConfig({
  agents: "agents/**/*.agent.ts",
  output: "generated",
  emit: { jsonSchemas: true },
  defaults: { model: "openai/gpt-4o-mini", timeout: "60s" },
});
