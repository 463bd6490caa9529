using TvmSharp.Arith;

namespace TvmSharp.Compiler.Tests;

public class AnalyzerTests
{
    // A scope cannot be captured by a lambda, as Assert.Throws would have it.
    private static void AssertLeftTooEarly(Analyzer.ConstraintScope scope)
    {
        string? message = null;
        try
        {
            scope.Dispose();
        }
        catch (InvalidOperationException exception)
        {
            message = exception.Message;
        }

        Assert.Contains("entered after it", message);
    }

    private static readonly DataType Int32 = DataType.Parse("int32");

    [Fact]
    public void Expressions_are_simplified() => OnRealCompiler(static analyzer =>
    {
        Var x = X();
        Expr sum = Sub.Create(Add.Create(x, Int(3)), Int(3));
        Assert.Equal(x, analyzer.Simplify(sum));
        Assert.Equal(x, analyzer.RewriteSimplify(sum));
        Assert.Equal(x, analyzer.CanonicalSimplify(sum));
        Assert.True(analyzer.CanProveEqual(Mul.Create(x, Int(2)), Add.Create(x, x)));
        Assert.False(analyzer.CanProveEqual(x, Int(0)));
    });

    [Fact]
    public void What_is_bound_is_known() => OnRealCompiler(static analyzer =>
    {
        Var x = X(), y = X("y");
        Assert.False(analyzer.IsConstIntBoundBound(x));
        analyzer.Bind(x, Ir.Range.Create(Int(4), Int(10)));
        ConstIntBound bound = analyzer.ConstIntBound(Add.Create(x, Int(1)));
        Assert.Equal((5, 10), (bound.MinValue, bound.MaxValue));
        Assert.True(analyzer.CanProve(Lt.Create(x, Int(10))));
        Assert.False(analyzer.CanProve(Lt.Create(x, Int(9))));
        Assert.Equal(CompareResult.Unknown, analyzer.TryCompare(x, y));
        analyzer.Bind(y, Int(12));
        Assert.True(analyzer.CanProveEqual(y, Int(12)));
        Assert.Throws<TvmException>(() => analyzer.Bind(y, Int(13)));
        analyzer.Bind(y, Int(13), allowOverride: true);
        Assert.True(analyzer.CanProveEqual(y, Int(13)));
    });

    [Fact]
    public void Facts_can_be_given() => OnRealCompiler(static analyzer =>
    {
        Var x = X(), y = X("y"), z = X("z");
        analyzer.Update(x, ModularSet.Create(8, 3));
        ModularSet set = analyzer.ModularSet(Mul.Create(x, Int(2)));
        Assert.Equal((16, 6), (set.Coeff, set.Base));
        analyzer.Update(y, ConstIntBound.Create(0, 7));
        Assert.True(analyzer.IsConstIntBoundBound(y));
        Assert.True(analyzer.CanProve(Ge.Create(y, Int(0))));
        IntSet domain = Function.Get("arith.intset_interval").Call(Int(0), Int(3)).As<IntSet>();
        IntSet result = analyzer.IntSet(Add.Create(z, Int(1)), [KeyValuePair.Create(z, domain)]);
        Assert.Equal(4, Function.Get("arith.IntervalSetGetMax").Call(result).As<IntImm>().Value);
        analyzer.Update(z, domain);
        Assert.Equal(1, Function.Get("arith.IntervalSetGetMin").Call(analyzer.IntSet(Add.Create(z, Int(1)))).As<IntImm>().Value);
    });

    [Fact]
    public void Constraints_hold_until_they_are_left() => OnRealCompiler(static analyzer =>
    {
        Var x = X();
        Expr condition = Eq.Create(FloorMod.Create(x, Int(4)), Int(0));
        using (analyzer.EnterConstraint(condition))
        {
            Assert.Equal(4, analyzer.ModularSet(x).Coeff);
            using (analyzer.EnterConstraint(Lt.Create(x, Int(8))))
            {
                Assert.True(analyzer.CanProve(Lt.Create(x, Int(9))));
            }

            Assert.False(analyzer.CanProve(Lt.Create(x, Int(9))));
        }

        Assert.Equal(1, analyzer.ModularSet(x).Coeff);
    });

    [Fact]
    public void Leaving_constraints_out_of_order_is_an_error_that_changes_nothing() => OnRealCompiler(static analyzer =>
    {
        Var x = X();
        Analyzer.ConstraintScope outer = analyzer.EnterConstraint(Ge.Create(x, Int(0))), inner = analyzer.EnterConstraint(Lt.Create(x, Int(8)));
        AssertLeftTooEarly(outer);
        Assert.True(analyzer.CanProve(Ge.Create(x, Int(0))));
        inner.Dispose();
        Assert.False(analyzer.CanProve(Lt.Create(x, Int(9))));
        outer.Dispose();
        outer.Dispose();
        Assert.False(analyzer.CanProve(Ge.Create(x, Int(0))));
    });

    [Fact]
    public void Constraints_are_those_of_the_analyzer_whichever_wrapper_they_were_entered_by() => OnRealCompiler(static analyzer =>
    {
        Var x = X();
        Analyzer other = TvmArray.Create(analyzer)[0];
        Assert.NotSame(analyzer, other);
        Analyzer.ConstraintScope outer = analyzer.EnterConstraint(Ge.Create(x, Int(0))), inner = other.EnterConstraint(Lt.Create(x, Int(8)));
        AssertLeftTooEarly(outer);
        Assert.True(analyzer.CanProve(Ge.Create(x, Int(0))));
        inner.Dispose();
        outer.Dispose();
        Assert.False(other.CanProve(Ge.Create(x, Int(0))));
    });

    [Fact]
    public void Constraints_are_known_when_the_wrapper_they_were_entered_by_has_ended() => OnRealCompiler(static analyzer =>
    {
        Var x = X();
        Analyzer.ConstraintScope outer = EnterByAnother(analyzer, Ge.Create(x, Int(0)));
        using (analyzer.EnterConstraint(Lt.Create(x, Int(8))))
        {
            bool isRefused = false;
            try
            {
                outer.Dispose();
            }
            catch (InvalidOperationException)
            {
                isRefused = true;
            }

            Assert.True(isRefused);
        }

        outer.Dispose();
        Assert.False(analyzer.CanProve(Ge.Create(x, Int(0))));

        static Analyzer.ConstraintScope EnterByAnother(Analyzer analyzer, Expr constraint)
        {
            using ObjectScope scope = ObjectScope.Enter();
            return TvmArray.Create(analyzer)[0].EnterConstraint(constraint);
        }
    });

    [Fact]
    public void An_analyzer_ends_when_its_constraints_are_left() => OnRealCompiler(static analyzer =>
    {
        // Two analyzers at a time, neither of which counts the constraints of the other.
        Var x = X();
        Analyzer second = Analyzer.Create();
        using (ObjectScope scope = ObjectScope.Enter())
        {
            Analyzer.ConstraintScope one = analyzer.EnterConstraint(Ge.Create(x, Int(0))), two = second.EnterConstraint(Lt.Create(x, Int(8)));
            one.Dispose();
            Assert.True(second.CanProve(Lt.Create(x, Int(9))));
            two.Dispose();
        }

        for (int i = 0; i < 10 && second.UseCount > 1; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(1, second.UseCount);
    });

    [Fact]
    public void A_clone_knows_the_same_and_goes_its_own_way() => OnRealCompiler(static analyzer =>
    {
        Var x = X(), y = X("y");
        analyzer.Bind(x, Ir.Range.Create(Int(0), Int(10)));
        Analyzer clone = analyzer.Clone();
        clone.Bind(y, Ir.Range.Create(Int(0), Int(10)));
        Assert.True(clone.CanProve(Lt.Create(x, Int(10))));
        Assert.False(analyzer.CanProve(Lt.Create(y, Int(10))));
    });

    [Fact]
    public void Rules_are_counted_limited_and_extended() => OnRealCompiler(static analyzer =>
    {
        Var x = X();
        Expr sum = Sub.Create(Add.Create(x, Int(3)), Int(3));
        analyzer.RewriteSimplify(sum);
        Assert.True(analyzer.RewriteSimplifyStats.GetField("nodes_visited").As<long>() > 0);
        analyzer.ResetRewriteSimplifyStats();
        Assert.Equal(0, analyzer.RewriteSimplifyStats.GetField("nodes_visited").As<long>());
        analyzer.SetMaximumRewriteSteps(1000);
        analyzer.EnabledExtensions = RewriteSimplifierExtension.ConvertBooleanToAndOfOrs | RewriteSimplifierExtension.ComparisonOfProductAndSum;
        Assert.Equal(RewriteSimplifierExtension.ConvertBooleanToAndOfOrs | RewriteSimplifierExtension.ComparisonOfProductAndSum, analyzer.EnabledExtensions);
        Assert.False(Analyzer.AllowsUintAsIndex);
        using (Analyzer.AllowUintAsIndex())
        {
            Assert.True(Analyzer.AllowsUintAsIndex);
        }

        Assert.False(Analyzer.AllowsUintAsIndex);
    });

    [Fact]
    public void Null_is_named() => OnRealCompiler(static analyzer =>
    {
        Assert.Equal("expr", Assert.Throws<ArgumentNullException>(() => analyzer.Simplify(null!)).ParamName);
        Assert.Equal("rhs", Assert.Throws<ArgumentNullException>(() => analyzer.CanProveEqual(Int(1), null!)).ParamName);
        Assert.Equal("var", Assert.Throws<ArgumentNullException>(() => analyzer.Bind(null!, Int(1))).ParamName);
        Assert.Equal("constraint", Assert.Throws<ArgumentNullException>(() => analyzer.EnterConstraint(null!).Dispose()).ParamName);
    });

    private static Var X(string name = "x") => Var.Create(name, PrimType.Create(Int32));

    private static IntImm Int(long value) => IntImm.Create(Int32, value);

    private static void OnRealCompiler(Action<Analyzer> test)
    {
        using ObjectScope scope = ObjectScope.Enter();
        if (TestHost.IsRealCompiler)
        {
            test(Analyzer.Create());
        }
        else
        {
            Assert.Contains("embedded host", Assert.ThrowsAny<TvmException>(static () => Analyzer.Create()).Message);
        }
    }
}
