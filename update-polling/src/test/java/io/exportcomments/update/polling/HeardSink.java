package io.exportcomments.update.polling;

import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import java.util.ArrayList;
import java.util.List;

/** A sink that writes down what it hears. */
class HeardSink implements UpdateSink {
    final List<String> heard = new ArrayList<>();

    @Override
    public void live() {
        heard.add("live");
    }

    @Override
    public void update(Observation observation) {
        heard.add((observation.state() ? "state " : "event ")
                + observation.job().status().wireName());
    }

    @Override
    public void gap(Throwable cause) {
        heard.add("gap " + cause.getClass().getSimpleName());
    }

    @Override
    public void broken(Throwable error) {
        heard.add("broken " + error.getClass().getSimpleName());
    }
}
