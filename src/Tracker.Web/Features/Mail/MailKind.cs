namespace Tracker.Web.Features.Mail;

/// <summary>What a message is about; stored by name.</summary>
public enum MailKind
{
    /// <summary>交办: a plan was handed to the unit; the subject is the dispatch.</summary>
    Dispatch,
    /// <summary>退回: the office returned a completion; the subject is that completion.</summary>
    Returned,
    /// <summary>答复: the office answered a request; the subject is that request.</summary>
    Answered,
    /// <summary>待审签: something lies before a unit's head; the subject is the draft.</summary>
    ForApproval,
    /// <summary>催办: everything a unit is chased for on one day; with a subject, 催报 of one return that a lead waits for.</summary>
    Nudge,
    /// <summary>督办: to the deputy in charge; the subject is the sending.</summary>
    Order,
    /// <summary>拟通报: the unit will be named and may reply; the subject is the circular.</summary>
    CircularAhead,
    /// <summary>通报: to all units; the subject is the circular.</summary>
    Circular,
    /// <summary>办公厅决定: the office decided about an item as a whole; the subject is the event that says so.</summary>
    ItemDecided,
    /// <summary>批示: passed on to the unit; to a person, that a leader wrote it or what became of it. The subject is the instruction.</summary>
    Instruction,
    /// <summary>移交: the unit has taken over parts of another; the subject is the transfer.</summary>
    Transfer,
    /// <summary>调整: the office adjusted what was dispatched; the subject is the adjustment.</summary>
    Adjusted,
    /// <summary>工作提示: all that one person has to hear of on a working day.</summary>
    Digest,
}
