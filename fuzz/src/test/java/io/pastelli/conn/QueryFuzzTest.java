package io.pastelli.conn;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pastelli.fuzz.Untrusted;
import java.util.Collection;

class QueryFuzzTest {
    @FuzzTest(maxDuration = "3m")
    void aQueryIsDecodedOrRefused(byte[] data) throws Exception {
        Untrusted.parse(data, () -> {
            Params params = Params.decode(Untrusted.text(data));
            assertThat(params.names().size()).isLessThanOrEqualTo(Params.MOST);
            Param.Fields tree = params.tree();
            assertThat(depth(tree)).isLessThanOrEqualTo(ParamTree.DEEPEST + 1);
            if (plain(tree)) {
                assertThat(Params.decode(Params.encode(tree.fields())).tree()).isEqualTo(tree);
            }
        });
    }

    private static int depth(Param param) {
        return switch (param) {
            case Param.Fields fields -> 1 + deepest(fields.fields().values());
            case Param.Items items -> 1 + deepest(items.items());
            default -> 0;
        };
    }

    private static int deepest(Collection<Param> params) {
        return params.stream().mapToInt(QueryFuzzTest::depth).max().orElse(0);
    }

    /** Whether it comes back as it was: lists of maps do not, and brackets in names are told from nesting by luck. */
    private static boolean plain(Param.Fields tree) {
        return tree.fields().entrySet().stream()
                .allMatch(each -> each.getKey().chars().noneMatch(c -> c == '[' || c == ']')
                        && !each.getKey().isEmpty() && switch (each.getValue()) {
                            case Param.Fields fields -> plain(fields);
                            case Param.Items items ->
                                items.items().stream().allMatch(Param.Text.class::isInstance);
                            default -> true;
                        });
    }
}
