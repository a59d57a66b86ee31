import { type ComponentType, lazy, Suspense, useState } from "react";

/** A screen whose code is fetched when it is first shown, or before. */
export type Lazily<Props> = ComponentType<Props> & { readonly prepare: () => Promise<unknown> };

/**
 * Makes such a screen of an import. Where its code is there already it is drawn at once; until then
 * nothing is drawn in its place.
 */
export const lazily = <Props extends object>(load: () => Promise<ComponentType<Props>>): Lazily<Props> => {
  let loaded: ComponentType<Props> | undefined;
  const prepare = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Waiting = lazy(prepare) as ComponentType<Props>;
  const Place = (props: Props) => {
    // Chosen once: a change of its kind would draw it anew, and lose what was typed.
    const [Chosen] = useState(() => loaded ?? Waiting);
    return (
      <Suspense fallback={null}>
        <Chosen {...props} />
      </Suspense>
    );
  };
  return Object.assign(Place, { prepare });
};
