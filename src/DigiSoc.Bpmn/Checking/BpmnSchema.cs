using System.Collections.Frozen;

namespace DigiSoc.Bpmn.Checking;

/// <summary>The words of the BPMN 2.0.2 schema (BPMN20.xsd, Semantic.xsd).</summary>
internal static class BpmnSchema
{
    public static readonly FrozenSet<string> Elements = Words(
        """
        definitions import extension relationship source target documentation extensionElements process collaboration
        choreography globalConversation conversation globalTask globalUserTask globalManualTask globalScriptTask
        globalBusinessRuleTask globalChoreographyTask globalCommunication auditing monitoring property laneSet lane
        childLaneSet partitionElement flowNodeRef supports supportedInterfaceRef ioSpecification ioBinding dataInput
        dataOutput inputSet outputSet dataInputRefs optionalInputRefs whileExecutingInputRefs outputSetRefs dataOutputRefs
        optionalOutputRefs whileExecutingOutputRefs inputSetRefs dataState dataObject dataObjectReference dataStore
        dataStoreReference dataInputAssociation dataOutputAssociation sourceRef targetRef transformation assignment from to
        resource resourceParameter resourceRole performer humanPerformer potentialOwner resourceRef
        resourceParameterBinding resourceAssignmentExpression expression formalExpression correlationProperty
        correlationPropertyRetrievalExpression messagePath correlationKey correlationPropertyRef correlationSubscription
        correlationPropertyBinding dataPath task userTask serviceTask scriptTask script businessRuleTask manualTask sendTask
        receiveTask callActivity subProcess transaction adHocSubProcess completionCondition rendering startEvent endEvent
        intermediateCatchEvent intermediateThrowEvent boundaryEvent implicitThrowEvent event eventDefinitionRef
        messageEventDefinition operationRef timerEventDefinition timeDate timeDuration timeCycle signalEventDefinition
        errorEventDefinition escalationEventDefinition conditionalEventDefinition condition linkEventDefinition
        compensateEventDefinition cancelEventDefinition terminateEventDefinition eventDefinition exclusiveGateway
        inclusiveGateway parallelGateway eventBasedGateway complexGateway activationCondition sequenceFlow
        conditionExpression incoming outgoing standardLoopCharacteristics loopCondition multiInstanceLoopCharacteristics
        loopCharacteristics loopCardinality loopDataInputRef loopDataOutputRef inputDataItem outputDataItem
        complexBehaviorDefinition event association textAnnotation text group category categoryValue categoryValueRef
        message signal error escalation itemDefinition interface operation inMessageRef outMessageRef errorRef endPoint
        participant participantMultiplicity participantRef interfaceRef endPointRef participantAssociation
        innerParticipantRef outerParticipantRef messageFlow messageFlowRef messageFlowAssociation conversationNode
        subConversation callConversation conversationLink conversationAssociation choreographyTask subChoreography
        callChoreography partnerEntity partnerRole partnerEntityRef partnerRoleRef artifact flowElement rootElement
        choreographyRef eventDefinitions extensionDefinition extensionAttributeDefinition value
        """);

    public static readonly FrozenSet<string> Attributes = Words(
        """
        id name targetNamespace expressionLanguage typeLanguage exporter exporterVersion namespace location importType
        definition mustUnderstand type direction textFormat processType isClosed isExecutable definitionalCollaborationRef
        partitionElementRef isCollection itemSubjectRef itemRef itemKind structureRef capacity isUnlimited dataObjectRef dataStoreRef
        operationRef inputDataRef outputDataRef parameterRef language evaluatesToTypeRef correlationPropertyRef messageRef
        correlationKeyRef isForCompensation startQuantity completionQuantity default implementation instantiate scriptFormat
        calledElement triggeredByEvent method cancelRemainingInstances ordering attachedToRef cancelActivity parallelMultiple
        isInterrupting signalRef errorRef escalationRef activityRef waitForCompletion source target gatewayDirection
        eventGatewayType sourceRef targetRef isImmediate testBefore loopMaximum isSequential behavior oneBehaviorEventRef
        noneBehaviorEventRef associationDirection categoryValueRef value errorCode escalationCode implementationRef
        processRef maximum minimum innerConversationNodeRef outerConversationNodeRef calledCollaborationRef
        initiatingParticipantRef loopType calledChoreographyRef scriptLanguage
        """);

    public static readonly FrozenSet<string> ReferenceAttributes = Words(
        "sourceRef targetRef attachedToRef messageRef signalRef errorRef escalationRef activityRef dataObjectRef default processRef");

    public static readonly FrozenSet<string> ReferenceElements = Words("flowNodeRef incoming outgoing");

    /// <summary>Elements whose content is anybody's.</summary>
    public static readonly FrozenSet<string> FreeContent = Words("extensionElements documentation text script rendering partitionElement value from to");

    private static FrozenSet<string> Words(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
