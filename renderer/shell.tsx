import { useMantineColorScheme } from "@mantine/core";
import { useCallback, useEffect, useEffectEvent, useState } from "react";
import type { DesktopPreferences, DesktopWish } from "../shared/desktop.ts";
import { chooseLanguage } from "../shared/language.ts";
import { DropZone } from "./features/import/drop-zone.tsx";
import { openPalette, Palette } from "./features/palette/palette.tsx";
import { switchLanguage } from "./i18n/i18n.ts";
import { BatchBar, ImportDialog } from "./screens.ts";
import { useConnectionsStore } from "./store/connections-store.ts";
import { followWishes } from "./store/desktop-store.ts";
import { keysOf, usePasteStore } from "./store/paste-store.ts";
import { addressOf, goTo } from "./store/route.ts";
import { testAll, useTestBatch } from "./store/test-batch-store.ts";
import { guardUnsaved } from "./store/unsaved.ts";
import { tell } from "./ui/tell.tsx";

/** What can be done from everywhere: the palette, dropping a file, pasting a connection string, and what the desktop program asks for. */
export const Everywhere = () => {
  const { setColorScheme } = useMantineColorScheme();
  const testing = useTestBatch();
  const [importing, setImporting] = useState<{ readonly file?: File }>();
  const testEach = () => {
    const { list } = useConnectionsStore.getState();
    goTo(addressOf.home);
    if (list.status === "ready") void testAll(list.value.map(({ id }) => id));
  };
  const paste = (text: string): void => {
    if (keysOf(text).length === 0) {
      tell({ words: (t) => t("importing.pastedNothing"), color: "gray" });
      return;
    }
    usePasteStore.getState().put(text);
    goTo(addressOf.pickService);
  };
  const follow = ({ theme, language }: DesktopPreferences): void => {
    setColorScheme(theme === "system" ? "auto" : theme);
    void switchLanguage(language === "system" ? chooseLanguage(null, navigator.languages) : language);
  };
  // Not begun anew with each language: what it does changes that.
  const take = useEffectEvent((wish: DesktopWish): void => {
    switch (wish.kind) {
      case "go":
        goTo(wish.address);
        break;
      case "palette":
        openPalette();
        break;
      case "paste":
        paste(wish.text);
        break;
      case "import":
        setImporting({});
        break;
      case "test-all":
        testEach();
        break;
      case "preferences":
        follow(wish.preferences);
        break;
    }
  });
  useEffect(() => followWishes(take), []);

  const pasted = useEffectEvent((event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (isField(event.target) || keysOf(text).length === 0) return;
    event.preventDefault();
    paste(text);
  });
  useEffect(() => {
    const listen = (event: ClipboardEvent) => pasted(event);
    document.addEventListener("paste", listen);
    return () => document.removeEventListener("paste", listen);
  }, []);

  useEffect(guardUnsaved, []);
  const drop = useCallback((file: File) => setImporting({ file }), []);
  return (
    <>
      <Palette onImport={() => setImporting({})} onTestAll={testEach} />
      <DropZone onFile={drop} />
      {testing && <BatchBar />}
      {importing && <ImportDialog dropped={importing.file} onClose={() => setImporting(undefined)} />}
    </>
  );
};

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null;
