import type { ProjectView } from "./project-view.js";

/** Whether the config requests an output that loads without a compiler. */
export async function isStandalone({ config }: ProjectView): Promise<boolean> {
  const opened = await config();
  return "config" in opened && opened.config.standalone;
}
