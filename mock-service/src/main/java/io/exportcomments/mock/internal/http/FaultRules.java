package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.fault.FaultParts;
import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.request.MockRequest;
import io.exportcomments.mock.request.Wildcard;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The active rules, and the switch of the listeners. */
final class FaultRules implements Faults {

    private final List<ActiveRule> rules = new CopyOnWriteArrayList<>();
    private final Listeners listeners;

    FaultRules(Listeners listeners) {
        this.listeners = listeners;
    }

    /** The listeners, as far as faults work on them. */
    interface Listeners {
        void shut();

        void reopen();

        void dropConnections();
    }

    /** The faults that a request gets, joined. */
    FaultParts take(MockRequest request) {
        FaultParts all = FaultParts.NONE;
        for (ActiveRule rule : rules) {
            if (rule.meets(request)) {
                all = all.merge(rule.fault.parts());
            }
        }
        return all;
    }

    @Override
    public Rule on(MockOperation operation) {
        return new RuleBuilder(r -> r.operation() == operation, 1, 1);
    }

    @Override
    public Rule onPath(String pattern) {
        Wildcard path = new Wildcard(pattern);
        return new RuleBuilder(r -> path.test(r.path()), 1, 1);
    }

    @Override
    public Rule onAny() {
        return new RuleBuilder(r -> true, 1, 1);
    }

    @Override
    public void clear() {
        rules.clear();
    }

    @Override
    public void refuseConnections() {
        listeners.shut();
    }

    @Override
    public void acceptConnections() {
        listeners.reopen();
    }

    @Override
    public void dropConnections() {
        listeners.dropConnections();
    }

    private final class RuleBuilder implements Rule {

        private final Predicate<MockRequest> condition;
        private final int first;
        private final int last;

        RuleBuilder(Predicate<MockRequest> condition, int first, int last) {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("counts begin at 1");
            }
            this.condition = condition;
            this.first = first;
            this.last = last;
        }

        @Override
        public Rule when(Predicate<MockRequest> more) {
            return new RuleBuilder(condition.and(more), first, last);
        }

        @Override
        public Rule next(int count) {
            return new RuleBuilder(condition, 1, count);
        }

        @Override
        public Rule nth(int n) {
            return new RuleBuilder(condition, n, n);
        }

        @Override
        public Rule always() {
            return new RuleBuilder(condition, 1, Integer.MAX_VALUE);
        }

        @Override
        public Injected inject(Fault fault) {
            ActiveRule rule = new ActiveRule(condition, first, last, fault);
            rules.add(rule);
            return rule;
        }
    }

    private final class ActiveRule implements Injected {

        private final Predicate<MockRequest> condition;
        private final int first;
        private final int last;
        private final Fault fault;
        private final AtomicInteger met = new AtomicInteger();
        private final AtomicInteger hits = new AtomicInteger();

        ActiveRule(Predicate<MockRequest> condition, int first, int last, Fault fault) {
            this.condition = condition;
            this.first = first;
            this.last = last;
            this.fault = fault;
        }

        boolean meets(MockRequest request) {
            if (!condition.test(request)) {
                return false;
            }
            int n = met.incrementAndGet();
            if (n < first || n > last) {
                return false;
            }
            hits.incrementAndGet();
            return true;
        }

        @Override
        public int hits() {
            return hits.get();
        }

        @Override
        public void close() {
            rules.remove(this);
        }
    }
}
