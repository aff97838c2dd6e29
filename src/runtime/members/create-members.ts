import { AgentError } from "../../errors.js";
import type { AnyBinding, MemberCaller } from "../call/binding.js";
import { callerFor, type InheritedOptions } from "../call/call-origin.js";

/**
 * What `this.agents` is: the callers that the code of a class uses, by their names. Throws `config_invalid` for any other
 * name.
 *
 * @param inherit gives what a call inherits, at each call
 */
export function createMembers(
  { spec, members = {} }: AnyBinding,
  inherit: () => InheritedOptions,
): Readonly<Record<string, MemberCaller>> {
  const callers = new Map<string, MemberCaller>();
  return new Proxy<Readonly<Record<string, MemberCaller>>>(Object.freeze({}), {
    get(_target, name) {
      // Who looks whether it is a promise, or prints it.
      if (typeof name !== "string" || name === "then" || name === "toJSON") return undefined;
      const find = Object.hasOwn(members, name) ? members[name] : undefined;
      if (!find) throw unbound(spec.name, spec.className, name);
      // Found when it is used, because modules of members may import each other.
      const caller = callers.get(name) ?? callerFor(find(), inherit);
      callers.set(name, caller);
      return caller;
    },
  });
}

function unbound(name: string, className: string, member: string): AgentError {
  const called = JSON.stringify(member.slice(0, 100));
  return new AgentError(
    "config_invalid",
    `${className} calls this.agents[${called}], but the generated module of ${name} does not have it. Write the name out in the class, as this.agents.outline(…), and run: agents build`,
  );
}
