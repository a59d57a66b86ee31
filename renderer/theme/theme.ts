import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/** Deep water: white text is readable on shades 8 and 9. */
const harbour: MantineColorsTuple = [
  "#ecf6fa",
  "#dceaf1",
  "#b5d5e4",
  "#8bbfd6",
  "#68adca",
  "#51a1c2",
  "#3f94b8",
  "#2a80a3",
  "#136f91",
  "#055a78",
];

/** Mantine's greys for the dark look, a little towards blue. */
const dark: MantineColorsTuple = [
  "#d9dee3",
  "#bcc5cc",
  "#9aa5ae",
  "#7d8993",
  "#414d57",
  "#333d46",
  "#222a31",
  "#1b2127",
  "#161b20",
  "#101418",
];

/** The look of all screens: calm, round corners, the system's own typeface. */
export const theme = createTheme({
  primaryColor: "harbour",
  primaryShade: 8,
  colors: { harbour, dark },
  autoContrast: true,
  luminanceThreshold: 0.34,
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: "650" },
});

/** Colours Mantine has no name for: the page behind the cards, words that stay readable on them, and how a step went. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-error": "#b92424",
    "--mantine-color-red-light-color": "#a51d1d",
    "--mantine-color-orange-light-color": "#953800",
    "--mantine-color-green-light-color": "#1d6b2f",
    "--mantine-color-blue-light-color": "#155ca0",
    "--mantine-color-red-light": "#fdeeee",
    "--mantine-color-orange-light": "#fff3e2",
    "--mantine-color-green-light": "#e8f7ec",
    "--mantine-color-blue-light": "#e8f3fd",
    "--mantine-color-grape-light": "#f7edfa",
    "--mantine-color-red-text": "#b92424",
    "--mantine-color-dimmed": "#566069",
    "--mantine-color-placeholder": "#6c767e",
    "--keyferry-page": "#f5f7f9",
    "--keyferry-line": "#dfe4e9",
    "--keyferry-sunken": "#f1f4f7",
    "--keyferry-passed": "#1d6b2f",
    "--keyferry-warned": "#953800",
    "--keyferry-failed": "#a51d1d",
  },
  dark: {
    "--mantine-color-error": "var(--mantine-color-red-4)",
    "--mantine-color-placeholder": "#7d8993",
    "--mantine-color-red-light": "#3b1f22",
    "--mantine-color-red-light-color": "#ffb3b3",
    "--mantine-color-orange-light": "#392817",
    "--mantine-color-orange-light-color": "#ffc58a",
    "--mantine-color-green-light": "#193222",
    "--mantine-color-green-light-color": "#8fdca4",
    "--mantine-color-blue-light": "#182d42",
    "--mantine-color-blue-light-color": "#9bcdfb",
    "--mantine-color-grape-light": "#35223d",
    "--mantine-color-grape-light-color": "#e6b5f2",
    "--keyferry-page": "#14191e",
    "--keyferry-line": "#2c353d",
    "--keyferry-sunken": "#151a1f",
    "--keyferry-passed": "var(--mantine-color-green-5)",
    "--keyferry-warned": "var(--mantine-color-orange-4)",
    "--keyferry-failed": "var(--mantine-color-red-4)",
  },
});
