// Answers for turning one raw value into its type; a refusal names the key, and never the value of a secret.
import { StartRefusal } from '../shared/errors.js';
import type { RawSettings } from './read-settings.js';
import { settings, type Setting, type SettingName } from './settings.js';

export function refuseSetting(name: SettingName, problem: string): never {
  throw new StartRefusal(`${settings[name].key} ${problem}`);
}

/** The value of a setting that has a default. */
export function requiredText(raw: RawSettings, name: SettingName): string {
  return raw[name] ?? refuseSetting(name, 'must be set');
}

export function parseInteger(raw: RawSettings, name: SettingName): number {
  const setting: Setting = settings[name];
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = setting;
  const text = requiredText(raw, name);
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max)) refuseSetting(name, `must be a whole number from ${min} to ${max}`);
  return value;
}

export function parseChoice<T extends string>(raw: RawSettings, name: SettingName, choices: readonly T[]): T {
  const text = requiredText(raw, name);
  return choices.find((choice) => choice === text) ?? refuseSetting(name, `must be one of ${choices.join(', ')}`);
}
