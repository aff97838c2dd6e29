export { agents } from "./plugin.js";
export type { BuildAgentsOptions } from "../bundler/options.js";
