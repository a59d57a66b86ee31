import { useMemo, useState } from "react";
import type { ServiceInfo } from "../../../shared/contract.ts";
import type { Properties } from "../../../shared/property.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { useSignInStore } from "../../store/sign-in-store.ts";
import { useDraftStore } from "./draft-store.ts";
import {
  type AppChoice,
  appOf,
  type FieldProblem,
  type FormState,
  filledFrom,
  followingString,
  freeName,
  initialForm,
  partsOf,
  problemsOf,
  propertiesToSend,
  requiredNames,
  schemeOf,
  stringOf,
  whyOwnApp,
  withoutSecrets,
  withScheme,
} from "./form-state.ts";

/** The state of the form for a new connection, and what can be done to it. */
export const useConnectionForm = (info: ServiceInfo) => {
  const { id, name: serviceName } = info.definition;
  const siblings = useSiblings(id);
  const [form, setForm] = useState<FormState>(
    () => unfinishedForm(id) ?? { ...initialForm(info), name: freeName(serviceName, siblings) },
  );
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [attempts, setAttempts] = useState(0);
  const problems = problemsOf(info, form);
  const scheme = schemeOf(info, form);

  const submit = () => {
    if (problems.size > 0) {
      setAttempts(attempts + 1);
      return;
    }
    const name = form.name.trim() || serviceName;
    useDraftStore.getState().keep(id, withoutSecrets(info, form));
    void useSignInStore
      .getState()
      .connect({ service: id, name, properties: propertiesToSend(info, form) }, scheme === "OAuth");
  };

  return {
    form,
    /** What the connections of this service are called that there are already. */
    siblings,
    text: stringOf(info, form),
    scheme,
    app: appOf(info, form),
    whyOwnApp: whyOwnApp(info, form),
    problems,
    attempts,
    parts: partsOf(info, form),
    required: requiredNames(info, form),
    /** A bad value shows at once; a missing one after the field was left, or after a try to connect. */
    shownProblem: (name: string): FieldProblem | undefined => {
      const problem = problems.get(name);
      return problem?.kind === "invalid" || touched.has(name) || attempts > 0 ? problem : undefined;
    },
    setName: (name: string) => setForm({ ...form, name }),
    setScheme: (chosen: string) => setForm(withScheme(info, form, chosen)),
    setApp: (app: AppChoice) => setForm({ ...form, app }),
    setValue: (name: string, value: string) => setForm({ ...form, values: { ...form.values, [name]: value } }),
    followString: (properties: Properties) => setForm(followingString(info, form, properties)),
    fill: (properties: Properties) => setForm(filledFrom(info, form, properties)),
    touch: (name: string) => setTouched(new Set([...touched, name])),
    submit,
  };
};

const useSiblings = (service: string): readonly string[] => {
  const list = useConnectionsStore((state) => state.list);
  return useMemo(
    () =>
      (list.status === "ready" ? list.value.filter((each) => each.service === service) : []).map(({ name }) => name),
    [list, service],
  );
};

/** What was entered before a sign-in that failed or was cancelled. */
const unfinishedForm = (service: string): FormState | undefined => {
  const { subject } = useSignInStore.getState();
  return subject?.service === service && subject.id === undefined
    ? useDraftStore.getState().drafts[service]
    : undefined;
};
