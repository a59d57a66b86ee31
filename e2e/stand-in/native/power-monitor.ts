import { emitterOf } from "../emitter.ts";

const events = ["suspend", "resume", "on-ac", "on-battery", "shutdown", "lock-screen", "unlock-screen"];

/** Electron's powerMonitor: a machine on mains that nobody leaves. Tests emit its events. */
export class PowerMonitor extends emitterOf("powerMonitor", events) {
  readonly onBatteryPower = false;

  isOnBatteryPower(): boolean {
    return false;
  }

  getSystemIdleState(_threshold: number): string {
    return "active";
  }

  getSystemIdleTime(): number {
    return 0;
  }
}
