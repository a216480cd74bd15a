// Runs the same work in other engines. Reads one task a line from stdin as JSON, answers one line with its rate.
// A task: { engine, work, millis, text?, xml?, decision?, context, rows? } → { rate } in operations
// a second of processor time, so that what else runs on the machine is not measured.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { evaluate, parseExpression, unaryTest } from 'feelin';

const require = createRequire(import.meta.url);
const jsFeel = require('js-feel')();
const dmnEval = require('@hbtgmbh/dmn-eval-js');

const value = (result) => (result !== null && typeof result === 'object' && 'value' in result ? result.value : result);

const works = {
  feelin: {
    parse: ({ text, context }) => () => parseExpression(text, context),
    expression: ({ text, context }) => () => value(evaluate(text, context)),
    table: ({ inputs, rows, context }) => () => firstRow(inputs, rows, context),
    gmi: ({ monthly, inputs, rows, context }) => () => {
      const months = value(evaluate(monthly, context));
      return firstRow(inputs, rows, { ...context, monthly: months });
    },
  },
  'js-feel': {
    parse: ({ text }) => () => jsFeel.feel.parse(text),
    expression: ({ text, context }) => {
      const parsed = jsFeel.feel.parse(text);
      return () => parsed.build(context);
    },
  },
  'dmn-eval-js': {
    table: async ({ xml, decision, context }) => {
      const decisions = await dmnEval.decisionTable.parseDmnXml(xml);
      return () => dmnEval.decisionTable.evaluateDecision(decision, decisions, context);
    },
  },
};

function firstRow(inputs, rows, context) {
  const values = inputs.map((input) => value(evaluate(input, context)));
  for (const row of rows) {
    const matches = row.tests.every(
      (test, at) => test === '-' || value(unaryTest(test, { ...context, '?': values[at] })) === true);
    if (matches) {
      return row.outputs.map((output) => value(evaluate(output, context)));
    }
  }
  return null;
}

async function rate(work, millis) {
  await work();
  const isAsync = work() instanceof Promise;
  await run(work, isAsync, millis / 2);
  return { rate: await run(work, isAsync, millis) };
}

// Work that gives no promise is not awaited: awaiting would be measured too.
async function run(work, isAsync, millis) {
  let done = 0;
  const start = process.cpuUsage();
  let spent = 0;
  for (; spent < millis; done += 8, spent = cpuMillis(start)) {
    for (let i = 0; i < 8; i++) {
      if (isAsync) {
        await work();
      } else {
        work();
      }
    }
  }
  return (done * 1000) / spent;
}

function cpuMillis(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line);
  try {
    const work = await works[task.engine][task.work](task);
    process.stdout.write(JSON.stringify(await rate(work, task.millis)) + '\n');
  } catch (error) {
    process.stdout.write(JSON.stringify({ error: String(error) }) + '\n');
  }
}
