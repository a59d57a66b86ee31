import { file, type Kit, type KitFacts, run } from "./kit.ts";
import { settingsOf, stateFolder, unitFiles } from "./systemd-kit.ts";

/** A playbook that sets up the service and the timer of systemd. */
export const ansibleKit = (facts: KitFacts): Kit => ({
  id: "ansible",
  name: { en: "Ansible", ja: "Ansible" },
  lead: {
    en: "In one folder: the exported file, keyferry.mjs (`npm run build` makes it in dist), and what follows. The server has systemd and Node 22.13 or later.",
    ja: "1 つのフォルダーに、エクスポートしたファイル、keyferry.mjs（`npm run build` で dist に作成されます）、以下のファイルを置きます。サーバーには systemd と Node 22.13 以降が必要です。",
  },
  steps: [
    file(
      "playbook.yml",
      {
        en: "For one host: one machine renews. Run again, it leaves the renewed file alone unless a new one was exported.",
        ja: "リフレッシュするのは 1 台なので、対象は 1 ホストです。再実行しても、新たにエクスポートしたファイルでなければ、リフレッシュ済みのファイルは変更しません。",
      },
      playbook(facts),
    ),
    ...unitFiles(facts, ""),
    run("ansible-playbook --inventory SERVER, --ask-become-pass playbook.yml", {
      en: "Put the server's name in place of SERVER; the comma belongs to it.",
      ja: "SERVER をサーバー名に置き換えます（末尾のコンマは必要です）。",
    }),
    run(`ssh -t SERVER 'sudo systemctl status --no-pager keyferry-${facts.service}.service'`, {
      en: "See how the last renewal went.",
      ja: "最後のリフレッシュの結果を確認します。",
    }),
  ],
});

const playbook = (facts: KitFacts): readonly string[] => [
  `- name: Keep the ${facts.serviceName} grant on a server`,
  "  hosts: all[0]",
  "  become: true",
  ...(facts.byPassphrase
    ? [
        "  vars_prompt:",
        "    - name: passphrase",
        "      prompt: Passphrase of the exported file",
        "      private: true",
      ]
    : [
        "  vars:",
        "    # On the server, where `keyferry identity` made it: put the user who ran it in place of USER.",
        "    identity_file: /home/USER/.config/keyferry/identity.txt",
      ]),
  "  tasks:",
  "    - name: The command",
  "      ansible.builtin.copy: { src: keyferry.mjs, dest: /usr/local/bin/keyferry, mode: '0755' }",
  "    - name: A user that holds the grant and nothing else",
  "      ansible.builtin.user:",
  "        name: keyferry",
  "        system: true",
  `        home: ${stateFolder}`,
  "        create_home: false",
  "        shell: /usr/sbin/nologin",
  "    - name: The folder that the service may write in",
  "      ansible.builtin.file: { path: '{{ item }}', state: directory, owner: keyferry, group: keyferry, mode: '0700' }",
  `      loop: [${stateFolder}, ${stateFolder}/${facts.service}]`,
  "    - name: What root keeps for it",
  "      ansible.builtin.file: { path: /etc/keyferry, state: directory, mode: '0700' }",
  ...keyTask(facts),
  "    - name: The file as it was exported",
  "      ansible.builtin.copy:",
  `        src: ${JSON.stringify(facts.fileName)}`,
  `        dest: ${stateFolder}/${facts.service}/carried.txt`,
  "        mode: '0600'",
  "      register: carried",
  "    - name: The file that is renewed, replaced only by a new export",
  "      ansible.builtin.copy:",
  `        src: ${stateFolder}/${facts.service}/carried.txt`,
  `        dest: ${settingsOf(facts)}`,
  "        remote_src: true",
  "        owner: keyferry",
  "        group: keyferry",
  "        mode: '0600'",
  "      when: carried is changed",
  "    - name: The service and its timer",
  "      ansible.builtin.copy: { src: '{{ item }}', dest: /etc/systemd/system/, mode: '0644' }",
  `      loop: [keyferry-${facts.service}.service, keyferry-${facts.service}.timer]`,
  "    - name: A first renewal by hand, which fails where something is amiss",
  "      ansible.builtin.systemd_service:",
  `        name: keyferry-${facts.service}.service`,
  "        state: started",
  "        daemon_reload: true",
  "    - name: Begin",
  "      ansible.builtin.systemd_service:",
  `        name: keyferry-${facts.service}.timer`,
  "        enabled: true",
  "        state: started",
];

const keyTask = ({ byPassphrase }: KitFacts): readonly string[] =>
  byPassphrase
    ? [
        "    - name: The passphrase, needed until the first use",
        "      ansible.builtin.copy:",
        '        content: "{{ passphrase }}\\n"',
        "        dest: /etc/keyferry/passphrase.txt",
        "        mode: '0600'",
        "      no_log: true",
      ]
    : [
        "    - name: The identity whose recipient the file was made for",
        "      ansible.builtin.copy:",
        "        src: '{{ identity_file }}'",
        "        dest: /etc/keyferry/identity.txt",
        "        remote_src: true",
        "        mode: '0600'",
      ];
