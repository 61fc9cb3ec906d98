/** Folders by the custom of each system. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { findFolders } from './folders.ts';

test('Linux follows the XDG base directories and ignores relative ones', () => {
  expect(findFolders({}, 'linux', '/home/zhou')).toEqual({
    dataFolder: '/home/zhou/.local/share/intake-desk',
    configFolder: '/home/zhou/.config/intake-desk',
  });
  expect(findFolders({ XDG_DATA_HOME: '/srv/data', XDG_CONFIG_HOME: 'relative' }, 'linux', '/home/zhou')).toEqual({
    dataFolder: '/srv/data/intake-desk',
    configFolder: '/home/zhou/.config/intake-desk',
  });
});

test('Windows keeps data local and configuration with the profile', () => {
  const { dataFolder, configFolder } = findFolders({ LOCALAPPDATA: 'L', APPDATA: 'R' }, 'win32', 'H');
  expect(dataFolder).toBe(path.resolve('L', 'intake-desk', 'data'));
  expect(configFolder).toBe(path.resolve('R', 'intake-desk'));
});

test('the data can be moved, and the configuration is never inside it', () => {
  for (const system of ['linux', 'win32', 'darwin'] as const) {
    const moved = findFolders({ INTAKE_DATA_FOLDER: '/srv/cases' }, system, '/home/zhou');
    expect(moved.dataFolder).toBe('/srv/cases');
    const { dataFolder, configFolder } = findFolders({}, system, '/home/zhou');
    expect(path.relative(dataFolder, configFolder).startsWith('..')).toBe(true);
  }
});
