package dev.lectern.store.lucene;

import dev.lectern.store.Filter.Comparison;
import java.io.IOException;
import java.util.function.Predicate;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** Finds documents by asking each different text of a field, or of those terms that begin with a prefix, whether it is wanted. */
final class TextQuery extends MultiTermQuery {

    private final BytesRef prefix;
    private final Comparison comparison;
    private final Predicate<String> accepts;

    /**
     * Makes a query.
     *
     * @param comparison what {@code accepts} asks; tells equal queries
     * @param accepts takes the text after the prefix
     */
    TextQuery(String field, BytesRef prefix, Comparison comparison, Predicate<String> accepts) {
        super(field, CONSTANT_SCORE_BLENDED_REWRITE);
        this.prefix = prefix;
        this.comparison = comparison;
        this.accepts = accepts;
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
        FilteredTermsEnum accepted = new FilteredTermsEnum(terms.iterator()) {
            {
                setInitialSeekTerm(prefix);
            }

            @Override
            protected AcceptStatus accept(BytesRef term) {
                if (!StringHelper.startsWith(term, prefix)) {
                    return AcceptStatus.END;
                }
                String text = TextBytes.text(term.bytes, term.offset + prefix.length, term.length - prefix.length);
                return accepts.test(text) ? AcceptStatus.YES : AcceptStatus.NO;
            }
        };
        return accepted;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String defaultField) {
        return comparison.toString();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && comparison.equals(((TextQuery) other).comparison);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + comparison.hashCode();
    }
}
