import { ThemeIcon } from "@mantine/core";
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import {
  type Icon,
  IconCalendar,
  IconFileImport,
  IconListCheck,
  IconPlugConnected,
  IconSearch,
  IconServer,
  IconSettings,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useServices } from "../../store/app-store.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import { useTypedAhead } from "./typed-ahead.ts";

interface PaletteProps {
  readonly onImport: () => void;
  readonly onTestAll: () => void;
}

/** So many are shown at once; typing finds the others. */
const shownAtOnce = 12;

const [store, actions] = createSpotlight();

/** Every place and action, a few letters away: Ctrl+K. */
export const Palette = ({ onImport, onTestAll }: PaletteProps) => {
  const { t } = useTranslation();
  const search = useTypedAhead(store);
  const services = useServices();
  const list = useConnectionsStore((state) => state.list);
  const connections = list.status === "ready" ? list.value : [];
  const iconOf = (service: string) => services.find(({ definition }) => definition.id === service)?.definition.icon;
  const groups: SpotlightActionGroupData[] = [
    {
      group: t("palette.connections"),
      actions: connections.map(({ id, name, service, account }) => ({
        id,
        label: name,
        description: account ?? "",
        keywords: service,
        leftSection: <ServiceIcon path={iconOf(service)} />,
        onClick: () => goTo(addressOf.connection(id)),
      })),
    },
    {
      group: t("palette.newOf"),
      actions: services.map(({ definition: { id, name, icon } }) => ({
        id: `new-${id}`,
        label: t("palette.connectTo", { service: name }),
        leftSection: <ServiceIcon path={icon} />,
        onClick: () => goTo(addressOf.newConnection(id)),
      })),
    },
    {
      group: t("palette.actions"),
      actions: [
        {
          id: "home",
          label: t("palette.home"),
          leftSection: <Tile icon={IconPlugConnected} />,
          onClick: () => goTo(addressOf.home),
        },
        {
          id: "import",
          label: t("palette.importFile"),
          leftSection: <Tile icon={IconFileImport} />,
          onClick: onImport,
        },
        { id: "test-all", label: t("palette.testAll"), leftSection: <Tile icon={IconListCheck} />, onClick: onTestAll },
        {
          id: "calendar",
          label: t("palette.calendar"),
          leftSection: <Tile icon={IconCalendar} />,
          onClick: () => goTo(addressOf.calendar),
        },
        {
          id: "servers",
          label: t("palette.servers"),
          leftSection: <Tile icon={IconServer} />,
          onClick: () => goTo(addressOf.servers),
        },
        {
          id: "settings",
          label: t("palette.settings"),
          leftSection: <Tile icon={IconSettings} />,
          onClick: () => goTo(addressOf.settings),
        },
      ],
    },
  ];
  return (
    <Spotlight
      store={store}
      actions={groups}
      shortcut={["mod + K"]}
      // From within a field, too.
      tagsToIgnore={[]}
      limit={shownAtOnce}
      nothingFound={t("palette.nothing")}
      highlightQuery
      overlayProps={{ blur: 0 }}
      scrollable
      maxHeight="min(70vh, 40rem)"
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      attributes={{ content: { "aria-label": t("shell.palette") } }}
      searchProps={{
        ref: search,
        leftSection: <IconSearch size={20} aria-hidden="true" />,
        placeholder: t("palette.search"),
        "aria-label": t("palette.search"),
      }}
    />
  );
};

/** What an action has where a connection has its service's mark. */
const Tile = ({ icon: Picture }: { readonly icon: Icon }) => (
  <ThemeIcon variant="default" size="2.5rem" aria-hidden="true">
    <Picture size={20} />
  </ThemeIcon>
);

/** Opens the palette. */
export const openPalette = (): void => actions.open();
