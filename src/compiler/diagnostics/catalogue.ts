import { agentCatalogue } from "./agent-catalogue.js";
import { ignoreCatalogue } from "./ignore-catalogue.js";
import { modelCatalogue } from "./model-catalogue.js";
import { networkCatalogue } from "./network-catalogue.js";
import { paramCatalogue } from "./param-catalogue.js";
import { projectCatalogue } from "./project-catalogue.js";
import { toolCatalogue } from "./tool-catalogue.js";

/** All diagnostics that the compiler can give, by code `area/kebab-code`. */
export const catalogue = {
  ...projectCatalogue,
  ...agentCatalogue,
  ...modelCatalogue,
  ...paramCatalogue,
  ...toolCatalogue,
  ...networkCatalogue,
  ...ignoreCatalogue,
};

/** The code of a diagnostic. */
export type DiagnosticCode = keyof typeof catalogue;
