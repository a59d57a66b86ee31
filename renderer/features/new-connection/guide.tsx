import { Anchor, Loader } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { hasGuide, readGuide } from "./guides.ts";

const Markdown = lazy(() => import("../../ui/markdown.tsx").then(({ Markdown }) => ({ default: Markdown })));

interface GuideProps {
  readonly definition: ServiceDefinition;
}

/** Opens what a person has to do at the service first. Nothing where nobody wrote that down. */
export const GuideLink = ({ definition, children }: GuideProps & { readonly children: ReactNode }) => {
  const [opened, setOpened] = useState(false);
  if (!hasGuide(definition.id)) return null;
  return (
    <>
      <Anchor component="button" type="button" size="sm" ta="start" w="fit-content" onClick={() => setOpened(true)}>
        {children}
      </Anchor>
      {opened && <GuideDialog definition={definition} onClose={() => setOpened(false)} />}
    </>
  );
};

const GuideDialog = ({ definition, onClose }: GuideProps & { readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const text = useGuide(definition.id);
  return (
    <Dialog wide title={t("form.guideTitle", { service: definition.name })} onClose={onClose}>
      {text === null ? (
        <FailureAlert failure={{ kind: "unknown" }} />
      ) : (
        <Suspense fallback={<Opening />}>{text === undefined ? <Opening /> : <Markdown text={text} />}</Suspense>
      )}
    </Dialog>
  );
};

/** The guide in the language of the screens: undefined until it is read, null where it cannot be. */
const useGuide = (service: string): string | null | undefined => {
  const language = useLanguage();
  const [text, setText] = useState<string | null>();
  useEffect(() => {
    let wanted = true;
    const show = (read: string | null) => {
      if (wanted) setText(read);
    };
    readGuide(service, language).then(show, () => show(null));
    return () => {
      wanted = false;
    };
  }, [service, language]);
  return text;
};

const Opening = () => {
  const { t } = useTranslation();
  return <Loader role="status" aria-label={t("shell.loading")} />;
};
