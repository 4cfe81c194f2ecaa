import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { PlotProps } from './types.ts';

register([BarChart, LineChart, PieChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, CanvasRenderer]);

const day = ['#0f5e73', '#c47f17', '#5b7f2b', '#7a5195', '#2f8f9d', '#8c564b', '#5f7279'];
const night = ['#74c8de', '#f2c46d', '#a9d070', '#c9a3e4', '#8fd8d2', '#e0a899', '#b5c5ca'];
const font = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif";

/** The drawn plot itself; `Plot` loads it. */
export default function Drawn(props: PlotProps) {
  const target = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const made = init(target.current!);
    chart.current = made;
    made.on('click', (event) => {
      const now = latest.current;
      const row = now.rows[event.dataIndex];
      const series = now.kind === 'pie' ? now.series[0] : now.series[event.seriesIndex ?? 0];
      if (row && series) now.onOpen?.(row, series.key);
    });
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(target.current!);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(optionOf(props), { notMerge: true });
  }, [props]);

  // The table beside it speaks; the picture itself is one image.
  return <div ref={target} role="img" aria-label={props.label} style={{ width: '100%', height: '100%' }} />;
}

function optionOf({
  kind,
  rows,
  x,
  series,
  unit = '',
  lying = false,
  stacked = false,
  format = String,
  dark = document.documentElement.dataset['theme'] === 'dark',
  onOpen,
}: PlotProps) {
  const ink = dark ? '#eaf1f3' : '#17252a';
  const quiet = dark ? '#b5c5ca' : '#475a61';
  const line = dark ? '#2c3d44' : '#d6dfe2';
  const say = (value: unknown) => (typeof value === 'number' ? `${format(value)}${unit ? ` ${unit}` : ''}` : '—');
  const common = {
    color: dark ? night : day,
    textStyle: { fontFamily: font, color: ink },
    animationDuration: 200,
    tooltip: { trigger: kind === 'pie' ? 'item' : 'axis', valueFormatter: say, confine: true },
    legend: { show: kind === 'pie' || series.length > 1, bottom: 0, type: 'scroll', textStyle: { color: ink } },
    // Patterns where colours alone would tell parts from each other.
    aria: { enabled: true, label: { enabled: false }, decal: { show: kind === 'pie' || (kind === 'bar' && series.length > 1) } },
  };
  if (kind === 'pie') {
    const [only] = series;
    return {
      ...common,
      series: [
        {
          type: 'pie',
          radius: ['42%', '70%'],
          center: ['50%', '44%'],
          cursor: onOpen ? 'pointer' : 'default',
          label: { color: ink, formatter: '{b} {c}' },
          data: rows.map((row) => ({ name: String(row[x]), value: only ? row[only.key] : null })),
        },
      ],
    };
  }
  const names = {
    type: 'category',
    data: rows.map((row) => String(row[x])),
    axisLabel: { color: quiet, hideOverlap: true },
    axisLine: { lineStyle: { color: line } },
    axisTick: { show: false },
    inverse: lying,
  };
  const values = {
    type: 'value',
    axisLabel: { color: quiet, formatter: (value: number) => format(value) },
    splitLine: { lineStyle: { color: line } },
    minInterval: 0,
  };
  return {
    ...common,
    grid: { left: 8, right: 16, top: 16, bottom: series.length > 1 ? 36 : 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: series.map((one) => ({
      name: one.label,
      type: (one.kind ?? kind) === 'bar' ? 'bar' : 'line',
      data: rows.map((row) => row[one.key] ?? null),
      cursor: onOpen ? 'pointer' : 'default',
      barMaxWidth: 28,
      symbolSize: 7,
      ...(one.colour ? { itemStyle: { color: one.colour } } : {}),
      ...(stacked ? { stack: 'all' } : {}),
      ...(kind === 'area' ? { areaStyle: { opacity: 0.25 } } : {}),
    })),
  };
}
