import type { Check } from "../view/check.js";
import { edit, error, ok } from "../view/finding.js";

/** A `.env` file can be read. Reports nothing of its content. */
export const checkEnvFile: Check = ({ envFile }) => {
  if (envFile === false) return [];
  if (envFile !== true) return [error(envFile.message, edit("Mend .env"))];
  return [ok(".env: loaded by every command; your application loads it with node --env-file=.env")];
};
