import { expect, test } from 'vitest';
import { bindingSuccess, parseBindingRequest } from './stun.ts';

/** RFC 5769, 2.1. */
const REQUEST = Buffer.from(
  '000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff' +
    '80290008932ff9b151263b36000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2' +
    '80280004e57a3bcf',
  'hex',
);
const PASSWORD = 'VOkJxbRl1RmTxUk/WvJxBt';
const TRANSACTION = Buffer.from('b7e7a701bc34d686fa87dfae', 'hex');

test('the Binding request of RFC 5769 is read, and its integrity holds with its password only', () => {
  const request = parseBindingRequest(REQUEST);
  expect(request?.transactionId).toEqual(TRANSACTION);
  expect(request?.localUfrag).toBe('evtj');
  expect(request?.nominates).toBe(false);
  expect(request?.isSignedWith(PASSWORD)).toBe(true);
  expect(request?.isSignedWith(`${PASSWORD}x`)).toBe(false);
});

test('a request that was changed on the way has no integrity', () => {
  const changed = Buffer.from(REQUEST);
  changed.writeUInt8(changed.readUInt8(30) ^ 1, 30);
  expect(parseBindingRequest(changed)?.isSignedWith(PASSWORD)).toBe(false);
});

test('what is no Binding request is passed over', () => {
  expect(parseBindingRequest(Buffer.alloc(0))).toBeNull();
  expect(parseBindingRequest(Buffer.alloc(20))).toBeNull();
  expect(parseBindingRequest(REQUEST.subarray(0, 40))).toBeNull();
});

test('the success response names the peer as RFC 5769, 2.2 does, under the same transaction', () => {
  const response = bindingSuccess(TRANSACTION, { address: '192.0.2.1', port: 32_853 }, PASSWORD);
  expect(response.readUInt16BE(0)).toBe(0x0101);
  expect(response.readUInt16BE(2)).toBe(response.length - 20);
  expect(response.subarray(8, 20)).toEqual(TRANSACTION);
  expect(response.toString('hex', 20, 32)).toBe('002000080001a147e112a643');
});
