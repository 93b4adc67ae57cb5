/**
 * Charts by Apache ECharts. The library is fetched when the first chart is drawn. A chart is a picture to whoever
 * does not see it: the same figures always stand in a table behind it, see figure().
 */
import { html } from '../lib/lit-html/lit-html.js';
import { t } from '../language.js';

let library;
const echarts = () => (library ??= import('../lib/echarts/echarts.common.min.js').then(() => globalThis.echarts));

/** The page's colours and letters as they are now. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: colour('ink'),
    soft: colour('soft'),
    line: colour('line'),
    sheet: colour('sheet'),
    bar: colour('bar'),
    star: colour('star'),
    fontFamily: style.fontFamily,
  };
}

/** `<drawn-chart .option=${(colours) => option}>`; it is drawn again whenever its option is set. */
class DrawnChart extends HTMLElement {
  #option;
  #chart;
  #size = new ResizeObserver(() => this.#chart?.resize());
  #colours = matchMedia('(prefers-color-scheme: dark)');
  #draw = async () => {
    const { init } = await echarts();
    if (!this.isConnected) return;
    this.#chart ??= init(this, null, { renderer: 'canvas' });
    const colour = colours();
    const { tooltip, ...others } = this.#option(colour);
    this.#chart.setOption(
      {
        animation: false,
        color: [colour.bar, colour.star, colour.soft],
        textStyle: { color: colour.ink, fontFamily: colour.fontFamily },
        grid: { left: 8, right: 40, top: 12, bottom: 8, containLabel: true },
        // Drawn into the picture, where others would write elements with inline styles.
        tooltip: {
          renderMode: 'richText',
          confine: true,
          backgroundColor: colour.sheet,
          borderColor: colour.line,
          textStyle: { color: colour.ink },
          ...tooltip,
        },
        ...others,
      },
      true,
    );
  };

  set option(option) {
    this.#option = option;
    if (this.isConnected) this.#draw();
  }

  connectedCallback() {
    this.#size.observe(this);
    this.#colours.addEventListener('change', this.#draw);
    if (this.#option) this.#draw();
  }

  disconnectedCallback() {
    this.#size.disconnect();
    this.#colours.removeEventListener('change', this.#draw);
    this.#chart?.dispose();
    this.#chart = undefined;
  }
}

customElements.define('drawn-chart', DrawnChart);

const axis = (colour) => ({
  axisLabel: { color: colour.soft },
  axisLine: { lineStyle: { color: colour.line } },
  splitLine: { lineStyle: { color: colour.line } },
});

/** In pixels. */
const NAME_WIDTH = 150;

/**
 * Bars that lie, the first on top, each with its value behind it.
 *
 * @param {{name: string, value: number}[]} bars
 * @param {(value: number) => string} written how a value is written
 * @param {{min?: number, max?: number}} [range] of the axis
 */
export const lyingBars = (bars, written, range = {}) => (colour) => ({
  // By hand: the library's own guess at the width of names cuts off some of the longest.
  grid: { left: NAME_WIDTH + 10, right: 44, top: 12, bottom: 8 },
  xAxis: { type: 'value', ...range, ...axis(colour), axisLabel: { show: false } },
  yAxis: {
    type: 'category',
    inverse: true,
    data: bars.map((bar) => bar.name),
    ...axis(colour),
    axisTick: { show: false },
    axisLabel: { color: colour.ink, width: NAME_WIDTH, overflow: 'truncate' },
  },
  series: [
    {
      type: 'bar',
      data: bars.map((bar) => bar.value),
      label: { show: true, position: 'right', color: colour.ink, formatter: ({ value }) => written(value) },
    },
  ],
});

/**
 * Bars that stand, one series or several side by side.
 *
 * @param {string[]} names below the bars
 * @param {{name: string, values: number[]}[]} series
 * @param {(value: number) => string} written how a value is written
 */
export const standingBars = (names, series, written) => (colour) => ({
  grid: { left: 8, right: 16, top: series.length > 1 ? 40 : 28, bottom: 8, containLabel: true },
  legend: series.length > 1 ? { textStyle: { color: colour.ink }, top: 0 } : undefined,
  xAxis: { type: 'category', data: names, ...axis(colour), axisTick: { show: false } },
  yAxis: { type: 'value', ...axis(colour), axisLabel: { color: colour.soft, formatter: written } },
  series: series.map(({ name, values }) => ({
    name,
    type: 'bar',
    data: values,
    label: { show: true, position: 'top', color: colour.ink, fontSize: 11, formatter: ({ value }) => written(value) },
    labelLayout: { hideOverlap: true },
  })),
});

/**
 * Bars and a line over time.
 *
 * @param {string[]} moments
 * @param {{name: string, values: number[]}} bars against the left axis
 * @param {{name: string, values: number[]}} line against the right axis
 * @param {(value: number) => string} written how a value is written
 */
export const overTime = (moments, bars, line, written) => (colour) => ({
  grid: { left: 8, right: 8, top: 48, bottom: 8, containLabel: true },
  legend: { textStyle: { color: colour.ink }, top: 0 },
  tooltip: { trigger: 'axis', valueFormatter: written },
  xAxis: { type: 'category', data: moments, ...axis(colour) },
  yAxis: [
    { type: 'value', ...axis(colour), axisLabel: { color: colour.soft, formatter: written } },
    {
      type: 'value',
      ...axis(colour),
      axisLabel: { color: colour.soft, formatter: written },
      splitLine: { show: false },
      minInterval: 1,
    },
  ],
  series: [
    { name: bars.name, type: 'bar', data: bars.values },
    { name: line.name, type: 'line', yAxisIndex: 1, data: line.values, symbol: 'circle', symbolSize: 7 },
  ],
});

/**
 * A chart with its title, and the same figures as a table.
 *
 * @param {object} what
 * @param {string} what.id     of the heading
 * @param {string} what.title
 * @param {string} [what.text] what to know about it
 * @param {string} [what.size] `tall` where there is much to see
 * @param {boolean} [what.wide] whether nothing stands beside it
 * @param {unknown} [what.controls] above the chart
 * @param {(colours) => object} what.option of the chart
 * @param {string[]} what.columns
 * @param {unknown[][]} what.rows the first cell of each names it
 */
export const figure = ({ id, title, text, size = '', wide, controls = '', option, columns, rows }) => html`
  <section aria-labelledby=${id} class=${wide ? 'wide' : ''}>
    <h2 id=${id}>${title}</h2>
    ${text ? html`<p class="soft">${text}</p>` : ''} ${controls}
    <drawn-chart class=${size} role="img" aria-label=${t('dashboard.chart', { title })} .option=${option}></drawn-chart>
    <details>
      <summary>${t('dashboard.asTable')}</summary>
      <div class="scroll" role="region" tabindex="0" aria-labelledby=${id}>
        <table>
          <thead>
            <tr>
              ${columns.map((column, i) => html`<th scope="col" class=${i ? 'number' : ''}>${column}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ([name, ...cells]) => html`<tr>
                <th scope="row">${name}</th>
                ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </section>
`;
