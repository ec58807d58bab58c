import { expect, it } from 'vitest';
import type { Device } from '../../../contract/devices.ts';
import { deviceInUse, mergeDevices } from './deviceInUse.ts';

const device = (kind: Device['kind'], status: Device['status'], realTimeFactor: number | null): Device => ({
  id: kind,
  kind,
  label: kind,
  status,
  realTimeFactor,
  families: [],
  isPreferred: false,
  reason: '',
  item: '',
});

it('the device in use is the chosen one, else the fastest that was proved and measured', () => {
  const cpu = device('cpu', 'proved', 2.1);
  expect(deviceInUse([cpu, device('cuda', 'unavailable', null)])?.id).toBe('cpu');
  expect(deviceInUse([cpu, device('cuda', 'wrong', 30)])?.id).toBe('cpu');
  expect(deviceInUse([cpu, device('cuda', 'proved', 30)])?.id).toBe('cuda');
  expect(deviceInUse([device('webgpu', 'proved', 0.4), cpu])?.id).toBe('cpu');
  expect(deviceInUse([{ ...cpu, isPreferred: true }, device('cuda', 'proved', 30)])?.id).toBe('cpu');
});

it('no device is told before one was measured', () => {
  expect(deviceInUse([device('cpu', 'untested', null), device('webgpu', 'proved', null)])).toBeNull();
});

it('a test that is under way takes no device away that it has not come to', () => {
  const known = [device('cuda', 'untested', null), device('cpu', 'untested', null)];
  const merged = mergeDevices(known, [device('cuda', 'unavailable', null), device('webgpu', 'unavailable', null)]);
  expect(merged.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'cuda unavailable',
    'cpu untested',
    'webgpu unavailable',
  ]);
});
