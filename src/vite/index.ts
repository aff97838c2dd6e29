export { agents } from "./plugin.js";
export type { BuildAgentsOptions } from "./build-agents.js";
