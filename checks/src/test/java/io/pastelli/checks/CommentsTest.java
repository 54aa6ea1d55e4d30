package io.pastelli.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** Every public type and method says what it is; doclint alone would also demand tags that repeat the sentence. */
class CommentsTest {
    @Test
    void everyPublicTypeAndMethodHasAComment() throws IOException {
        var missing = new ArrayList<String>();
        Sources.parse((task, unit) -> new Scanner(task, unit, missing).scan(unit, null));
        assertThat(missing).isEmpty();
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final CompilationUnitTree unit;
        private final List<String> missing;

        Scanner(JavacTask task, CompilationUnitTree unit, List<String> missing) {
            this.docs = DocTrees.instance(task);
            this.unit = unit;
            this.missing = missing;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (type.getSimpleName().isEmpty() || !seen(getCurrentPath(), type.getModifiers())) {
                return null; // what is in it cannot be seen either
            }
            demand(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            boolean generated = method.getModifiers().getFlags().isEmpty()
                    && method.getName().contentEquals("<init>");
            boolean inherits = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
            if (seen(getCurrentPath(), method.getModifiers()) && !inherits && !generated) {
                demand(method.getName().toString());
            }
            return null;
        }

        private boolean seen(TreePath path, ModifiersTree modifiers) {
            Tree around = path.getParentPath().getLeaf();
            boolean inInterface = around instanceof ClassTree type && type.getKind() == Tree.Kind.INTERFACE
                    && !modifiers.getFlags().contains(Modifier.PRIVATE);
            return inInterface || modifiers.getFlags().contains(Modifier.PUBLIC)
                    || modifiers.getFlags().contains(Modifier.PROTECTED);
        }

        private void demand(String name) {
            String comment = docs.getDocComment(getCurrentPath());
            if (comment == null || comment.isBlank()) {
                missing.add(unit.getSourceFile().getName().replaceFirst(".*/java/", "") + " " + name);
            }
        }
    }
}
