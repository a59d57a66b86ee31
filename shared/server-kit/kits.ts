import { ansibleKit } from "./ansible-kit.ts";
import { codeKits } from "./code-kits.ts";
import { composeKit } from "./compose-kit.ts";
import { type Kit, type KitFacts, run } from "./kit.ts";
import { kubernetesKit } from "./kubernetes-kit.ts";
import { systemdKit } from "./systemd-kit.ts";

/**
 * What to do with an exported file, for each kind of place it may go to; the plain commands first.
 * What keeps a token fresh is left out where there is none.
 */
export const serverKits = (facts: KitFacts): readonly Kit[] => [
  {
    id: "commands",
    name: { en: "Plain commands", ja: "コマンド" },
    lead: {
      en: "The shortest way: the file in a home folder, the token whenever it is asked for.",
      ja: "最も簡単な方法です。ホームフォルダーにファイルを置き、必要なときにトークンを取得します。",
    },
    steps: facts.commands.map(({ command, why }) => run(command, why)),
  },
  ...(facts.hasTokens ? [systemdKit(facts), composeKit(facts), kubernetesKit(facts), ansibleKit(facts)] : []),
  ...codeKits(facts),
];
