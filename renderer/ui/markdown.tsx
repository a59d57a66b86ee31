import { Anchor, Title } from "@mantine/core";
import { Children, isValidElement, type ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import { CodeLine } from "./code-line.tsx";
import classes from "./markdown.module.css";

/** A text written in Markdown. What stands in a block of code can be copied; links open elsewhere. */
export const Markdown = ({ text }: { readonly text: string }) => (
  <div className={classes.text}>
    <ReactMarkdown components={components} skipHtml>
      {text}
    </ReactMarkdown>
  </div>
);

const components: Components = {
  h2: ({ children }) => (
    <Title order={3} size="h5">
      {children}
    </Title>
  ),
  h3: ({ children }) => (
    <Title order={4} size="h6">
      {children}
    </Title>
  ),
  a: ({ href, children }) => (
    <Anchor href={href} target="_blank" rel="noopener noreferrer" inherit underline="always">
      {children}
    </Anchor>
  ),
  pre: ({ children }) => <CodeLine text={textOf(children).trimEnd()} />,
};

const textOf = (node: ReactNode): string =>
  Children.toArray(node)
    .map((child) => {
      if (typeof child === "string") return child;
      return isValidElement<{ children?: ReactNode }>(child) ? textOf(child.props.children) : "";
    })
    .join("");
