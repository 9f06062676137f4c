package com.whitelabelcro.camel.operations;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The samples of one scrape, read with the data model of the Prometheus client. */
record Scrape(List<Sample> samples) {

    /** One line of the exposition format. */
    record Sample(String name, Map<String, String> labels, double value) {}

    static Scrape of(PrometheusMeterRegistry registry) {
        List<Sample> samples = new ArrayList<>();
        for (MetricSnapshot metric : registry.getPrometheusRegistry().scrape()) {
            String name = metric.getMetadata().getPrometheusName();
            metric.getDataPoints().forEach(point -> add(name, point, samples));
        }
        return new Scrape(samples);
    }

    private static void add(String name, DataPointSnapshot point, List<Sample> samples) {
        Map<String, String> labels = point.getLabels().stream().collect(Collectors.toMap(each -> each.getName(), each -> each.getValue()));
        if (point instanceof GaugeDataPointSnapshot gauge) {
            samples.add(new Sample(name, labels, gauge.getValue()));
        } else if (point instanceof CounterDataPointSnapshot counter) {
            samples.add(new Sample(name + "_total", labels, counter.getValue()));
        } else if (point instanceof DistributionDataPointSnapshot several) {
            samples.add(new Sample(name + "_count", labels, several.getCount()));
            samples.add(new Sample(name + "_sum", labels, several.getSum()));
            if (point instanceof HistogramDataPointSnapshot histogram) {
                addBuckets(name, labels, histogram.getClassicBuckets(), samples);
            }
        }
    }

    private static void addBuckets(String name, Map<String, String> labels, ClassicHistogramBuckets buckets, List<Sample> samples) {
        long sum = 0;
        for (int i = 0; i < buckets.size(); i++) {
            sum += buckets.getCount(i);
            Map<String, String> all = new HashMap<>(labels);
            all.put("le", String.valueOf(buckets.getUpperBound(i)));
            samples.add(new Sample(name + "_bucket", all, sum));
        }
    }

    Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toSet());
    }

    /** The sum of all values with this name and these labels; NaN if there is none. */
    double sum(String name, String... labels) {
        Map<String, String> wanted = new HashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        return samples.stream().filter(each -> each.name().equals(name) && each.labels().entrySet().containsAll(wanted.entrySet()))
                .mapToDouble(Sample::value).reduce(Double::sum).orElse(Double.NaN);
    }
}
