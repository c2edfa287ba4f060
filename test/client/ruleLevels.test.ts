import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { offStateOf } from '../../src/client/ruleLevels.ts';

const RULES = ['topic/one', 'topic/two'];

describe('the rules of a lesson that are off', () => {
  it('are none, some or all', () => {
    assert.equal(offStateOf(RULES, {}), 'none');
    assert.equal(offStateOf(RULES, { 'topic/one': 'off' }), 'some');
    assert.equal(offStateOf(RULES, { 'topic/one': 'off', 'topic/two': 'off' }), 'all');
    assert.equal(offStateOf(RULES, { 'topic/one': 'hint', 'other/two': 'off' }), 'none');
  });

  it('follow their topic, unless they have a level of their own', () => {
    assert.equal(offStateOf(RULES, { topic: 'off' }), 'all');
    assert.equal(offStateOf(RULES, { topic: 'off', 'topic/two': 'hint' }), 'some');
  });

  it('are none where a lesson has no rules', () => {
    assert.equal(offStateOf([], { topic: 'off' }), 'none');
  });

  it('are read from the setting alone, whatever objects inherit', () => {
    assert.equal(offStateOf(['constructor/toString'], {}), 'none');
  });
});
