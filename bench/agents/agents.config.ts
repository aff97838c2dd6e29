import { defineConfig, openai, wrapProvider } from "troupe";

// Where the provider is comes from OPENAI_BASE_URL and ANTHROPIC_BASE_URL, at the time of each call.
export default defineConfig({
  agents: "*.agent.ts",
  output: "generated",
  defaults: { model: "openai/bench", streaming: true },
  // What a wrapper costs that changes nothing.
  providers: {
    wrapped: wrapProvider(openai(), { request: (call) => call, parts: () => (batch) => batch }),
  },
});
