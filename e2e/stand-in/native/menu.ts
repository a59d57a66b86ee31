import { emitterOf } from "../emitter.ts";
import { guard, guardClass } from "../guard.ts";
import { note } from "../record.ts";

type Click = (item: MenuItem, window: unknown, event: object) => void;

/** What an item is made from. */
export interface ItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly sublabel?: string;
  readonly toolTip?: string;
  readonly role?: string;
  readonly type?: "normal" | "separator" | "submenu" | "checkbox" | "radio" | "header" | "palette";
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly submenu?: readonly ItemOptions[] | Menu;
  readonly icon?: unknown;
  readonly registerAccelerator?: boolean;
  readonly click?: Click;
}

let last = 0;

/** An item. `click()` is what a person's click would do; a role is noted, and does nothing. */
export class MenuItem {
  readonly id: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  readonly commandId = ++last;
  readonly icon: unknown;
  readonly registerAccelerator: boolean;
  label: string;
  sublabel: string;
  toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly click: (event?: object, window?: unknown) => void;

  constructor(options: ItemOptions) {
    const { submenu, click, role } = options;
    this.id = options.id ?? "";
    this.role = role?.toLowerCase();
    this.submenu = submenu instanceof Menu || submenu === undefined ? submenu : Menu.buildFromTemplate(submenu);
    this.type = options.type ?? (submenu ? "submenu" : "normal");
    this.accelerator = options.accelerator;
    this.label = options.label ?? "";
    this.sublabel = options.sublabel ?? "";
    this.toolTip = options.toolTip ?? "";
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.icon = options.icon;
    this.registerAccelerator = options.registerAccelerator ?? true;
    this.click = (event = {}, window) => {
      // A disabled item cannot be clicked.
      if (!this.enabled) return;
      if (this.type === "checkbox") this.checked = !this.checked;
      if (role) note("menu.role", role);
      click?.(this, window, event);
    };
  }
}
guard("MenuItem", MenuItem.prototype);

let applicationMenu: Menu | null = null;

/** A menu. */
export class Menu extends emitterOf("Menu", ["menu-will-show", "menu-will-close"]) {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (ItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const each of template) menu.append(each instanceof MenuItem ? each : new MenuItem(each));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  /** Notes what would be shown. A test finds the menu itself in the record, and clicks an item. */
  popup(options: object = {}): void {
    note("menu.popup", this, options);
    this.emit("menu-will-show");
  }

  closePopup(): void {
    note("menu.closePopup", this);
    this.emit("menu-will-close");
  }
}

/** The two classes as the module shows them. */
export const menuClasses = { Menu: guardClass("Menu", Menu), MenuItem: guardClass("MenuItem", MenuItem) };
